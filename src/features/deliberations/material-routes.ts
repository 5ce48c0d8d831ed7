import { type Route, signed } from '../../kit/serve.ts';
import type { MaterialActions } from './material-actions.ts';
import * as contract from './material-contract.ts';

export const materialRoutes = (actions: MaterialActions): Route[] => [
  signed(contract.addTopicPicture, (call, input) => actions.addPicture(call, input)),
  signed(contract.changeTopicPicture, (call, input) => actions.changePicture(call, input)),
  signed(contract.removeTopicPicture, (call, input) => actions.removePicture(call, input)),
  signed(contract.orderTopicPictures, (call, input) => actions.orderPictures(call, input)),
  signed(contract.addMaterial, (call, input) => actions.addMaterial(call, input)),
  signed(contract.replaceMaterial, (call, input) => actions.replaceMaterial(call, input)),
  signed(contract.renameMaterial, (call, input) => actions.renameMaterial(call, input)),
  signed(contract.removeMaterial, (call, input) => actions.removeMaterial(call, input)),
  signed(contract.orderMaterials, (call, input) => actions.orderMaterials(call, input)),
];
