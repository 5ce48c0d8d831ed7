import { beginTopic } from '../begin.ts';
import { compose } from '../words/zh/compose.ts';

beginTopic(compose);
