import { beginKey } from '../beginKey.ts';
import { compose } from '../words/zh/compose.ts';

beginKey(compose);
