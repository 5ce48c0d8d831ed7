import { on, type Route, signed } from '../../kit/serve.ts';
import type { ModerationActions } from './actions.ts';
import * as contract from './contract.ts';
import type { QueueActions } from './queue.ts';

export const moderationRoutes = (actions: ModerationActions, queue: QueueActions): Route[] => [
  signed(contract.readQueue, (call, input) => queue.queue(call, input)),
  signed(contract.listReadings, (call, input) => queue.list(call, input)),
  signed(contract.readReading, (call, input) => queue.read(call, input)),
  signed(contract.decideReading, (call, input) => actions.decide(call, input)),
  signed(contract.takeDown, (call, input) => actions.takeDown(call, input)),
  signed(contract.undoDecision, (call, input) => actions.undo(call, input)),
  signed(contract.appealDecision, (call, input) => actions.appeal(call, input)),
  signed(contract.decideAppeal, (call, input) => actions.decideAppeal(call, input)),
  on(contract.listReasons, () => actions.listReasons()),
];
