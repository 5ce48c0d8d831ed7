import { beginTopic } from '../begin.ts';
import { compose } from '../words/en/compose.ts';

beginTopic(compose);
