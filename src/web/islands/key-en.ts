import { beginKey } from '../beginKey.ts';
import { compose } from '../words/en/compose.ts';

beginKey(compose);
