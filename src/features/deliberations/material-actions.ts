import { type Call, change, type Ledger, type Signed } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import { newId } from '../../kit/ids.ts';
import { allow } from '../../kit/may.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import { type FileRow, fileOf } from '../files/index.ts';
import { TOPIC } from './contract.ts';
import { addMaterial } from './material-contract.ts';
import * as store from './material-store.ts';
import { visiblePost } from './post-actions.ts';

interface Named {
  readonly id: string;
}
type OnPicture = Named & { readonly pictureId: string };
type OnMaterial = Named & { readonly materialId: string };

/** 本期聚焦的图片 and 资料: what editors put up, and who may open it. */
export const materialActions = (house: House) => ({
  addPicture: (call: Signed, { id, fileId, caption }: Named & { fileId: string; caption: string }) =>
    editing(house, call, id, async (tx, ledger) => {
      if (!(await store.isOwnFile(tx, fileId, call.person.id, 'picture'))) throw new Refusal('unknown-picture');
      const others = (await store.picturesOf(tx, id)).filter((picture) => picture.id !== fileId);
      if (others.length >= TOPIC.pictures) throw new Refusal('too-many-pictures', 409, { most: TOPIC.pictures });
      await store.insertPicture(tx, id, fileId, caption);
      ledger.record('topic.changed', { topic: id, picture: fileId });
      return { id: fileId };
    }),
  changePicture: (call: Signed, { id, pictureId, caption }: OnPicture & { caption: string }) =>
    editing(house, call, id, async (tx, ledger) => {
      if (!(await store.setCaption(tx, id, pictureId, caption))) throw new Refusal('unknown-picture', 404);
      ledger.record('topic.changed', { topic: id, picture: pictureId });
      return {};
    }),
  removePicture: (call: Signed, { id, pictureId }: OnPicture) =>
    editing(house, call, id, async (tx, ledger) => {
      if (!(await store.deletePicture(tx, id, pictureId))) throw new Refusal('unknown-picture', 404);
      ledger.record('topic.changed', { topic: id, picture: pictureId });
      return {};
    }),
  orderPictures: (call: Signed, { id, pictures }: Named & { pictures: readonly string[] }) =>
    editing(house, call, id, async (tx, ledger) => {
      checkOrder(pictures, await store.picturesOf(tx, id));
      await store.sortPictures(tx, id, pictures);
      ledger.record('topic.changed', { topic: id });
      return {};
    }),

  addMaterial: (call: Signed, { id, fileId, title }: Named & { fileId: string; title: string }) =>
    editing(house, call, id, async (tx, ledger) => {
      await checkDocument(tx, call, fileId);
      if ((await store.materialsOf(tx, id)).length >= TOPIC.materials)
        throw new Refusal('too-many-materials', 409, { most: TOPIC.materials });
      const materialId = newId();
      await store.insertMaterial(tx, id, title, { materialId, version: 1, fileId, personId: call.person.id, now: call.now });
      ledger.step({ thingKind: 'material', thingId: materialId, command: 'add', from: null, to: 'shown' });
      ledger.record('material.added', { topic: id, material: materialId, version: 1 });
      return { id: materialId, version: 1 };
    }),
  replaceMaterial: (call: Signed, { id, materialId, fileId }: OnMaterial & { fileId: string }) =>
    editing(house, call, id, async (tx, ledger) => {
      const version = (await standing(tx, id, materialId)) + 1;
      await checkDocument(tx, call, fileId);
      await store.replaceVersion(tx, { materialId, version, fileId, personId: call.person.id, now: call.now });
      ledger.step({ thingKind: 'material', thingId: materialId, command: 'replace', from: 'shown', to: 'shown' });
      ledger.record('material.replaced', { topic: id, material: materialId, version });
      return { version };
    }),
  renameMaterial: (call: Signed, { id, materialId, title }: OnMaterial & { title: string }) =>
    editing(house, call, id, async (tx, ledger) => {
      await standing(tx, id, materialId);
      await store.setTitle(tx, materialId, title);
      ledger.record('material.renamed', { topic: id, material: materialId });
      ledger.concerns(materialId);
      return {};
    }),
  removeMaterial: (call: Signed, { id, materialId }: OnMaterial) =>
    editing(house, call, id, async (tx, ledger) => {
      await standing(tx, id, materialId);
      await store.setRemoved(tx, materialId, call.now);
      ledger.step({ thingKind: 'material', thingId: materialId, command: 'remove', from: 'shown', to: 'removed' });
      ledger.record('material.removed', { topic: id, material: materialId });
      return {};
    }),
  orderMaterials: (call: Signed, { id, materials }: Named & { materials: readonly string[] }) =>
    editing(house, call, id, async (tx, ledger) => {
      checkOrder(materials, await store.materialsOf(tx, id));
      await store.sortMaterials(tx, id, materials);
      ledger.record('topic.changed', { topic: id });
      return {};
    }),

  async openPicture(call: Call, { id, pictureId }: OnPicture): Promise<FileRow> {
    await checkVisible(house, call, id);
    return fileBehind(house, await store.topicPicture(house.db, id, pictureId));
  },
  /** Opening a material counts its reader once: a person, or a device without a sign-in. */
  async openMaterial(call: Call, { id, materialId, version }: OnMaterial & { version: number }): Promise<FileRow & { title: string }> {
    await checkVisible(house, call, id);
    const found = await store.materialFile(house.db, id, materialId, version);
    const file = await fileBehind(house, found?.fileId ?? null);
    const reader = call.person ? `p:${call.person.id}` : call.visitor ? `v:${call.visitor}` : null;
    if (reader) await store.markRead(house.db, materialId, reader, call.now);
    return { ...file, title: found?.title ?? file.name };
  },
  /** Others see the pictures of the version they can read; those of other versions are for the author and the moderators. */
  async openPostPicture(call: Call, { id, version, sort }: Named & { version: number; sort: number }): Promise<FileRow> {
    const post = await visiblePost(house.db, call, id);
    if (post.version !== version) allow(call.person, ['author', 'moderator'], { authorId: post.authorId, bodyId: post.committeeId });
    return fileBehind(house, await store.postPicture(house.db, id, version, sort));
  },
});
export type MaterialActions = ReturnType<typeof materialActions>;

/** One change by an editor of the topic's body, while the topic stands. */
const editing = <T>(house: House, call: Signed, topicId: string, work: (tx: Tx, ledger: Ledger) => Promise<T>): Promise<T> =>
  change(house, call, async (tx, ledger) => {
    const topic = await store.lockTopic(tx, topicId);
    if (!topic) throw unknown('thing');
    allow(call.person, addMaterial.by, { bodyId: topic.committeeId }, topic.announced);
    if (topic.state === 'withdrawn') throw new Refusal('changed-meanwhile', 409, { state: topic.state });
    const done = await work(tx, ledger);
    ledger.concerns(topicId);
    return done;
  });

/** What was never announced is there for its editors alone. */
async function checkVisible(house: House, call: Call, topicId: string): Promise<void> {
  const topic = await store.standingOf(house.db, topicId);
  if (!topic) throw unknown('thing');
  if (!topic.announced) allow(call.person, addMaterial.by, { bodyId: topic.committeeId });
}
async function standing(tx: Tx, topicId: string, materialId: string): Promise<number> {
  const version = await store.versionOf(tx, topicId, materialId);
  if (version === null) throw unknown('thing');
  return version;
}
async function checkDocument(tx: Tx, call: Signed, fileId: string): Promise<void> {
  if (!(await store.isOwnFile(tx, fileId, call.person.id, 'document'))) throw new Refusal('unknown-file');
}
/** An order names each of them once; an older list would lose what was added since. */
function checkOrder(ids: readonly string[], rows: readonly Named[]): void {
  const named = new Set(ids);
  if (named.size !== ids.length || named.size !== rows.length || !rows.every(({ id }) => named.has(id)))
    throw new Refusal('order-incomplete');
}
async function fileBehind(house: House, fileId: string | null): Promise<FileRow> {
  const file = fileId === null ? null : await fileOf(house.db, fileId);
  if (!file) throw unknown('thing');
  return file;
}
