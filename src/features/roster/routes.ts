import type { Signed } from '../../kit/change.ts';
import { allow } from '../../kit/may.ts';
import { type Route, receiving, signed } from '../../kit/serve.ts';
import type { RosterActions } from './actions.ts';
import * as contract from './contract.ts';

/** Whoever may not upload here learns nothing, whatever they send. */
const own = (call: Signed, { id }: { id: string }) => allow(call.person, contract.uploadMembers.by, { bodyId: id });

export const rosterRoutes = (actions: RosterActions): Route[] => [
  receiving(contract.uploadMembers, (call, input, upload) => actions.upload(call, 'members', input, upload), own),
  receiving(contract.uploadPartyMembers, (call, input, upload) => actions.upload(call, 'partyMembers', input, upload), own),
  receiving(contract.uploadUnits, (call, input, upload) => actions.upload(call, 'units', input, upload), own),
  signed(contract.listImports, (call, input) => actions.list(call, input)),
  signed(contract.readImport, (call, input) => actions.read(call, input)),
  signed(contract.chooseSheet, (call, input) => actions.choose(call, input)),
  signed(contract.mapColumns, (call, input) => actions.map(call, input)),
  signed(contract.previewRows, (call, input) => actions.preview(call, input)),
  signed(contract.beginImport, (call, input) => actions.begin(call, input)),
  signed(contract.cancelImport, (call, input) => actions.cancel(call, input)),
];
