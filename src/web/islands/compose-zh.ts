import { beginCompose } from '../beginCompose.tsx';
import { compose } from '../words/zh/compose.ts';

beginCompose(compose);
