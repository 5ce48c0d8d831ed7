import { expect, test } from 'vitest';
import { additions, matchPerson, type People, type Somebody } from './matching-rules.ts';
import type { Values } from './row-rules.ts';

const lin: Somebody = {
  personId: 'lin',
  name: '林知远',
  disabled: false,
  ours: false,
  phone: 'p1',
  identityNumber: 'i1',
  profile: { gender: 'male', post: '校长', employer: null },
  seat: {
    membershipId: 'm1',
    ended: false,
    values: { sector: 's1', number: '01', office: null, standing: 'false', fromOn: '2023-01-01', groups: null },
  },
  parties: [],
};
const netizen: Somebody = { ...lin, personId: 'netizen', name: null, phone: 'p9', identityNumber: null, profile: {}, seat: null };
const upper: Somebody = { ...lin, personId: 'upper', name: '省委员', phone: null, identityNumber: 'i5', seat: null };
const all = [lin, netizen, upper];
const by = (key: 'phone' | 'identityNumber') => new Map(all.flatMap((one) => (one[key] ? [[one[key], one] as const] : [])));
const people: People = {
  byIdentity: by('identityNumber'),
  byPhone: by('phone'),
  byNumber: new Map([['01', lin]]),
  byName: new Map([['林知远', [lin]]]),
  placeOf: new Map([
    ['jia', { party: 'jiusan', level: 'branch' }],
    ['yi', { party: 'jiusan', level: 'group' }],
    ['city', { party: 'jiusan', level: 'city' }],
    ['meng', { party: 'minmeng', level: 'branch' }],
  ]),
};
const match = (values: Values, phone: string | null = null, identityNumber: string | null = null) =>
  matchPerson('members', { number: 2, values: { sector: 's1', ...values }, problems: [] }, { phone, identityNumber }, people);
const faultOf = (...given: Parameters<typeof match>) => match(...given).problems.map(({ field, fault }) => `${field} ${fault}`);

test('found by any one number; the same row again changes nothing', () => {
  expect(match({ name: '林知远', number: '01' })).toMatchObject({ outcome: 'same', somebody: lin });
  expect(match({ name: '林知远' }, 'p1')).toMatchObject({ outcome: 'same', somebody: lin });
  expect(match({ name: '林知远', post: '校长' }, null, 'i1')).toMatchObject({ outcome: 'same', somebody: lin });
});
test('a name alone never says who somebody is', () => {
  expect(faultOf({ name: '林知远' })).toEqual(['name nobody-found']);
  expect(faultOf({ name: '林知远' }, 'p2')).toEqual(['name name-ambiguous']);
  expect(faultOf({ name: '林知远', number: '02' }, 'p2')).toEqual(['number seated-with-another-number']);
  expect(match({ name: '林知远', number: '02' }, 'p2', 'i2'), 'two identity numbers are two people').toMatchObject({
    outcome: 'new',
    somebody: null,
  });
  expect(faultOf({ name: '新人' })).toEqual(['name nobody-found']);
});
test('a number of somebody else is told without saying whose it is', () => {
  expect(faultOf({ name: '新人' }, 'p1')).toEqual(['phone phone-of-another']);
  expect(faultOf({ name: '新人', number: '01' })).toEqual(['number number-of-another']);
  expect(faultOf({ name: '新人' }, null, 'i1')).toEqual(['identityNumber identity-of-another']);
  expect(faultOf({ name: '林知远' }, 'p9', 'i1')).toEqual(['phone phone-of-another']);
  expect(faultOf({ name: '新人' }, 'p9'), 'a netizen’s phone does not make a netizen a member').toEqual(['phone phone-of-another']);
  for (const one of [match({ name: '新人' }, 'p1'), match({ name: '新人' }, 'p9')]) expect(JSON.stringify(one)).not.toContain('林知远');
});
test('a list changes no phone, no identity number and no member number', () => {
  expect(faultOf({ name: '林知远' }, 'p2', 'i1')).toEqual(['phone phone-differs']);
  expect(faultOf({ name: '林知远' }, 'p1', 'i2')).toEqual(['identityNumber identity-differs']);
  expect(faultOf({ name: '林知远', number: '02' }, 'p1')).toEqual(['number seated-with-another-number']);
  expect(faultOf({ name: '林知远', number: '01', fromOn: '2024-01-01' })).toEqual(['fromOn from-differs']);
});
test('what a file does not say stays; what it says is compared field by field; 无 takes away', () => {
  expect(match({ name: '林知远', number: '01', office: '秘书长', post: null }).differences).toEqual([
    { field: 'office', from: null, to: '秘书长' },
    { field: 'post', from: '校长', to: null },
  ]);
});
test('somebody known elsewhere is seated here, and only what nobody said yet is added', () => {
  expect(match({ name: '省委员', post: '厅长' }, null, 'i5')).toMatchObject({ outcome: 'new', somebody: upper, differences: [] });
  expect(additions({ post: '厅长', employer: '省厅' }, upper.profile)).toEqual({ employer: '省厅' });
});

test('连任: of somebody of an earlier term of one’s own the new list is taken, and what it changes is shown', () => {
  const again: Somebody = { ...upper, personId: 'again', name: '老委员', identityNumber: 'i7', ours: true, profile: { post: '副局长' } };
  const matched = matchPerson(
    'members',
    { number: 2, values: { sector: 's1', name: '老委员', post: '局长' }, problems: [] },
    { phone: null, identityNumber: 'i7' },
    { ...people, byIdentity: new Map([['i7', again]]) },
  );
  expect(matched).toMatchObject({ outcome: 'new', differences: [{ field: 'post', from: '副局长', to: '局长' }] });
});
test('支部变更: who stands in one organisation moves to another of the same party, and the list says from where', () => {
  const stands = (orgId: string, orgName: string, duty: string | null = null) => {
    return {
      id: `pm-${orgId}`,
      orgId,
      ...(people.placeOf.get(orgId) ?? { party: '', level: '' }),
      values: { org: orgId, orgName, duty, joinedOn: '2001-03-01' },
    };
  };
  const party = (parties: Somebody['parties'], values: Values) => {
    const one = { ...lin, parties };
    const row = { number: 2, values: { name: '林知远', ...values }, problems: [] };
    return matchPerson('partyMembers', row, { phone: 'p1', identityNumber: null }, { ...people, byPhone: new Map([['p1', one]]) });
  };
  const faults = (...given: Parameters<typeof party>) => party(...given).problems.map(({ fault, said }) => `${fault} ${said}`);
  const jia = stands('jia', '甲支社');
  expect(party([jia], { org: 'yi' })).toMatchObject({ outcome: 'changed', differences: [{ field: 'org', from: '甲支社', to: 'yi' }] });
  expect(party([stands('jia', '甲支社', '主委')], { org: 'yi' }).differences, 'a duty is not taken along unless the list says so').toEqual([
    { field: 'org', from: '甲支社', to: 'yi' },
    { field: 'duty', from: '主委', to: null },
  ]);
  expect(party([jia], { org: 'jia' }).outcome).toBe('same');
  expect(party([jia], { org: 'meng' }).outcome).toBe('wrong');
  expect(faults([jia], { org: 'meng' })).toEqual(['party-other 甲支社']);
  expect(faults([jia], { org: 'city' }), 'who leads still belongs somewhere').toEqual(['party-elsewhere 甲支社']);
  expect(faults([jia, stands('city', '市委会')], { org: 'yi' })).toEqual(['party-elsewhere 甲支社、市委会']);
});
