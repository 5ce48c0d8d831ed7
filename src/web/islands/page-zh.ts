import { beginPage } from '../begin.ts';
import { compose } from '../words/zh/compose.ts';

beginPage(compose);
