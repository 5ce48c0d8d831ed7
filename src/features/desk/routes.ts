import { type Route, signed } from '../../kit/serve.ts';
import type { DeskActions } from './actions.ts';
import * as contract from './contract.ts';
import * as operator from './operator-contract.ts';

export const deskRoutes = (actions: DeskActions): Route[] => [
  signed(contract.readDesk, (call) => actions.frame(call)),
  signed(contract.readTodos, (call) => actions.todos(call)),
  signed(operator.readHealth, (call) => actions.health(call)),
  signed(operator.checkAudit, (call) => actions.checkAudit(call)),
];
