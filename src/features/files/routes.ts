import { type Route, receiving } from '../../kit/serve.ts';
import type { FileActions } from './actions.ts';
import { storeFile } from './contract.ts';

export const fileRoutes = (actions: FileActions): Route[] => [receiving(storeFile, (call, _, upload) => actions.store(call, upload))];
