import type { Static } from 'typebox';
import { type Call, change, type Signed } from '../../kit/change.ts';
import type { House } from '../../kit/house.ts';
import { newId } from '../../kit/ids.ts';
import { allow } from '../../kit/may.ts';
import { Refusal } from '../../kit/refusal.ts';
import { isBroken } from '../../kit/text.ts';
import { profileOf, readableIdentityNumber } from '../people/index.ts';
import { dayOf } from './calendar.ts';
import { publishPrivacyNotice, readDefaultNotice } from './contract.ts';
import { defaultNotice } from './default-notice.ts';
import { bornOnOf, isUnderAge } from './rules.ts';
import * as store from './store.ts';

type Published = Static<typeof publishPrivacyNotice.input>;

/** 隐私政策 in versions, and who agreed to which. */
export const noticeActions = (house: House) => ({
  async list(call: Call) {
    const rows = await store.notices(house.db);
    return {
      rows: rows.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() })),
      current: await store.versionOn(house.db, dayOf(call.now, house.zone)),
    };
  },
  /** Whether somebody agreed to an earlier version: they are told what changed. */
  agreedBefore: async (call: Signed) => (await store.consentsOf(house.db, call.person.id)).some(({ kind }) => kind === 'notice'),
  async readDefault(call: Signed) {
    allow(call.person, readDefaultNotice.by, {}, true);
    return defaultNotice();
  },
  publish: (call: Signed, { effectiveOn, text, changed }: Published) =>
    change(house, call, async (tx, ledger) => {
      allow(call.person, publishPrivacyNotice.by, {}, true);
      if ([...Object.values(text), ...Object.values(changed)].some(isBroken)) throw new Refusal('text-broken');
      // What people already agreed to is not changed behind them.
      if (effectiveOn < dayOf(call.now, house.zone)) throw new Refusal('notice-in-the-past');
      const version = await store.insertNotice(tx, { effectiveOn, by: call.person.id, text, changed, now: call.now });
      ledger.record('privacy.published', { version });
      ledger.concerns(`privacy notice ${version}`);
      return { version };
    }),
  /** 同意并继续. `place`: where it was asked. */
  consent: (call: Signed, { version }: { version: number }, place = 'desk') =>
    change(house, call, async (tx, ledger) => {
      const today = dayOf(call.now, house.zone);
      const current = await store.versionOn(tx, today);
      if (current === null || version < current) throw new Refusal('notice-changed');
      const number = await readableIdentityNumber(tx, house, call.person.id);
      const born = (await profileOf(tx, call.person.id)).bornOn ?? (number === null ? null : bornOnOf(number));
      if (born && isUnderAge(born, today)) throw new Refusal('under-age', 403);
      await store.insertConsent(tx, { id: newId(), personId: call.person.id, kind: 'notice', version, place, now: call.now });
      ledger.record('privacy.agreed', { person: call.person.id, version });
      return {};
    }),
});
export type NoticeActions = ReturnType<typeof noticeActions>;
