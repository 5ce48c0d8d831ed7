import { on, type Route, signed } from '../../kit/serve.ts';
import type { StatisticsActions } from './actions.ts';
import * as contract from './contract.ts';

export const statisticsRoutes = (actions: StatisticsActions): Route[] => [
  on(contract.recordVisit, (call, input) => actions.visit(call, input)),
  signed(contract.readFigures, (call, input) => actions.figures(call, input)),
];
