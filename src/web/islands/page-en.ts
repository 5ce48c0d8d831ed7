import { beginPage } from '../begin.ts';
import { compose } from '../words/en/compose.ts';

beginPage(compose);
