import { type Route, signed } from '../../kit/serve.ts';
import type { DemoActions } from './actions.ts';
import * as contract from './contract.ts';

export const demoRoutes = (actions: DemoActions): Route[] => [
  signed(contract.readDemo, (call) => actions.read(call)),
  signed(contract.removeDemo, (call, input) => actions.remove(call, input)),
];
