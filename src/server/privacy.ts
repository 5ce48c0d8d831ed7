import { dataActions, packing } from '../features/privacy/data-actions.ts';
import { replayErasures } from '../features/privacy/erasing.ts';
import { erasureActions } from '../features/privacy/erasure-actions.ts';
import { noticeActions } from '../features/privacy/notice-actions.ts';
import { privacyPages } from '../features/privacy/pages.tsx';
import { privacyRoutes } from '../features/privacy/routes.ts';
import { forgetExports } from '../features/privacy/store.ts';
import type { House } from '../kit/house.ts';
import { type PersonalPlaces, personal } from './personal.ts';

/** The privacy feature with the registries that it works by. */
export function privacyParts(house: House, { exports, ledger }: PersonalPlaces, ended: (tokens: readonly Buffer[]) => void) {
  const notices = noticeActions(house);
  const data = dataActions(house, personal.exportable, exports);
  const packs = packing(house, personal.exportable, exports);
  const erasure = erasureActions(house, { erasable: personal.erasable, book: ledger, ended });
  return {
    routes: privacyRoutes(notices, data, erasure),
    pageRoutes: privacyPages(house, notices, data, erasure),
    due: { ...data.due, ...packs.due, ...erasure.due },
    jobs: packs.jobs,
    sweep: (now: Date) => forgetExports(house.db, now),
    /** At the start: whom an older backup brought back goes again. */
    begin: () => replayErasures(house, personal.erasable, ledger),
  };
}
