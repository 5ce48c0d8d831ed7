import { beginCompose } from '../beginCompose.tsx';
import { compose } from '../words/en/compose.ts';

beginCompose(compose);
