import { Type } from 'typebox';
import { closed, endpoint, Id, oneOf } from '../../kit/endpoint.ts';

const Maybe = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) => Type.Union([schema, Type.Null()]);

/** What a committee keeps beside itself; the committee is the tenant. */
export const orgKinds = ['subCommittee', 'office', 'memberGroup', 'partyOrg', 'handoverOffice', 'unit'] as const;
export const OrgKind = oneOf(orgKinds, '机构类别');
export type OrgKind = (typeof orgKinds)[number];
/** Systems in the order of 党群, 政府, 人大 …: the way of a handover differs by system. */
export const systems = ['party', 'government', 'congress', 'cppcc', 'court', 'procuratorate', 'other'] as const;
export const System = oneOf(systems, '系统');
export type System = (typeof systems)[number];
export const partyLevels = ['central', 'province', 'city', 'base', 'branch', 'group'] as const;
export const PartyLevel = oneOf(partyLevels, '组织层级');
export type PartyLevel = (typeof partyLevels)[number];
/** Parties in protocol order (DOMAIN §1.3). */
export const partyCodes = [
  'communist',
  'minge',
  'minmeng',
  'minjian',
  'minjin',
  'nonggong',
  'zhigong',
  'jiusan',
  'taimeng',
  'nonparty',
  'masses',
  'youthLeague',
] as const;
export const PartyCode = oneOf(partyCodes, '党派');
export type PartyCode = (typeof partyCodes)[number];
export const Day = Type.String({ format: 'date', title: '日期' });

export const ORG = { name: 60, shortName: 30, phone: 30, most: 2000 } as const;
const Name = Type.String({ minLength: 1, maxLength: ORG.name * 4, title: '名称' });
const ShortName = Type.String({ maxLength: ORG.shortName * 4, title: '简称' });
const Phone = Maybe(Type.String({ maxLength: ORG.phone, title: '电话' }));

export const OrgView = Type.Object(
  {
    id: Id('机构编号'),
    kind: OrgKind,
    name: Type.String(),
    shortName: Type.String(),
    phone: Maybe(Type.String()),
    sort: Type.Integer(),
    party: Maybe(PartyCode),
    partyLevel: Maybe(PartyLevel),
    system: Maybe(System),
    handoverId: Maybe(Type.String()),
    closedOn: Maybe(Day),
    /** What stands in it now: while there is any, it cannot be closed. */
    uses: Type.Object({ members: Type.Integer(), topics: Type.Integer(), units: Type.Integer(), staff: Type.Integer() }, closed),
  },
  closed,
);
/** 组织: everything a committee keeps, closed ones too. */
export const listOrgs = endpoint({
  method: 'GET',
  path: '/committees/:id/orgs',
  input: Type.Object({ id: Id('委员会编号'), kind: Type.Optional(OrgKind) }, closed),
  reply: Type.Object({ rows: Type.Array(OrgView) }, closed),
  refusals: ['unknown-thing'],
  by: ['systemAdmin', 'liaison'],
  thing: 'committee',
});
const said = {
  name: Name,
  shortName: Type.Optional(ShortName),
  phone: Type.Optional(Phone),
  sort: Type.Optional(Type.Integer({ minimum: 0, maximum: 9999, title: '排序' })),
  party: Type.Optional(Maybe(PartyCode)),
  partyLevel: Type.Optional(Maybe(PartyLevel)),
  system: Type.Optional(Maybe(System)),
  handoverId: Type.Optional(Maybe(Id('交办机关'))),
};
const faults = ['title-refused', 'org-name-taken', 'party-needed', 'system-needed', 'unknown-handover'] as const;
export const addOrg = endpoint({
  method: 'POST',
  path: '/committees/:id/orgs',
  input: Type.Object({ id: Id('委员会编号'), kind: OrgKind, ...said }, closed),
  reply: Type.Object({ id: Id('机构编号') }, closed),
  refusals: ['unknown-thing', ...faults, 'too-many-orgs'],
  by: ['systemAdmin'],
  thing: 'committee',
  guarded: true,
});
/** 改名 and what else is said of it; its kind stays. */
export const changeOrg = endpoint({
  method: 'PUT',
  path: '/orgs/:id',
  input: Type.Object({ id: Id('机构编号'), ...said }, closed),
  reply: Type.Object({}, closed),
  refusals: ['unknown-thing', 'org-closed', ...faults],
  by: ['systemAdmin'],
  thing: 'org',
});
/** 停用: never deleted; what is in use says by what. */
export const closeOrg = endpoint({
  method: 'POST',
  path: '/orgs/:id/closing',
  input: Type.Object({ id: Id('机构编号') }, closed),
  reply: Type.Object({}, closed),
  refusals: ['unknown-thing', 'org-closed', 'org-in-use'],
  by: ['systemAdmin'],
  thing: 'org',
});
export const reopenOrg = endpoint({
  method: 'DELETE',
  path: '/orgs/:id/closing',
  input: Type.Object({ id: Id('机构编号') }, closed),
  reply: Type.Object({}, closed),
  refusals: ['unknown-thing', 'org-open', 'org-name-taken'],
  by: ['systemAdmin'],
  thing: 'org',
});
/** The committee's own name, as it heads its pages and papers. */
export const changeCommittee = endpoint({
  method: 'PUT',
  path: '/committees/:id',
  input: Type.Object(
    {
      id: Id('委员会编号'),
      name: Name,
      shortName: Type.String({ minLength: 1, maxLength: ORG.shortName * 4, title: '简称' }),
      phone: Phone,
    },
    closed,
  ),
  reply: Type.Object({}, closed),
  refusals: ['unknown-thing', 'title-refused'],
  by: ['systemAdmin'],
  thing: 'committee',
});
/** 党派 in protocol order, with the words for a member and an organisation. */
export const listParties = endpoint({
  method: 'GET',
  path: '/parties',
  input: Type.Object({}, closed),
  reply: Type.Object(
    {
      rows: Type.Array(
        Type.Object(
          { code: PartyCode, name: Type.String(), shortName: Type.String(), memberTerm: Type.String(), orgTerm: Type.String() },
          closed,
        ),
      ),
    },
    closed,
  ),
  refusals: [],
  by: ['anyone'],
});

export const TERM = { sectors: 60, sector: 30 } as const;
const SectorName = Type.String({ minLength: 1, maxLength: TERM.sector * 4, title: '界别' });
export const TermView = Type.Object(
  {
    id: Id('届编号'),
    ordinal: Type.Integer(),
    startsOn: Day,
    endsOn: Day,
    /** toCome: still to be prepared. over: an archive, its members' rights have ended. */
    state: oneOf(['toCome', 'now', 'over']),
    members: Type.Integer(),
    sectors: Type.Array(Type.Object({ id: Id('界别编号'), name: Type.String(), members: Type.Integer() }, closed)),
  },
  closed,
);
/** 届: newest first. */
export const listTerms = endpoint({
  method: 'GET',
  path: '/committees/:id/terms',
  input: Type.Object({ id: Id('委员会编号') }, closed),
  reply: Type.Object(
    { rows: Type.Array(TermView), templates: Type.Array(Type.Object({ name: Type.String(), sectors: Type.Array(Type.String()) }, closed)) },
    closed,
  ),
  refusals: ['unknown-thing'],
  by: ['systemAdmin', 'liaison'],
  thing: 'committee',
});
const dates = { startsOn: Day, endsOn: Day };
const termFaults = ['term-dates', 'term-overlaps', 'sector-twice', 'title-refused'] as const;
/** 新一届, with its sectors: from a template, from the last term, or as typed. */
export const addTerm = endpoint({
  method: 'POST',
  path: '/committees/:id/terms',
  input: Type.Object(
    {
      id: Id('委员会编号'),
      ordinal: Type.Integer({ minimum: 1, maximum: 99, title: '届次' }),
      ...dates,
      sectors: Type.Array(SectorName, { minItems: 1, maxItems: TERM.sectors, title: '界别' }),
    },
    closed,
  ),
  reply: Type.Object({ id: Id('届编号') }, closed),
  refusals: ['unknown-thing', 'ordinal-taken', ...termFaults],
  by: ['systemAdmin'],
  thing: 'committee',
  guarded: true,
});
/** Sectors may change until the term begins, its end until it is over. */
export const changeTerm = endpoint({
  method: 'PUT',
  path: '/terms/:id',
  input: Type.Object(
    {
      id: Id('届编号'),
      ...dates,
      sectors: Type.Optional(
        Type.Array(Type.Object({ id: Type.Optional(Id('界别编号')), name: SectorName }, closed), {
          minItems: 1,
          maxItems: TERM.sectors,
          title: '界别',
        }),
      ),
    },
    closed,
  ),
  reply: Type.Object({}, closed),
  refusals: ['unknown-thing', 'term-began', 'term-over', 'term-ends-past', 'sector-in-use', 'unknown-sector', ...termFaults],
  by: ['systemAdmin'],
  thing: 'term',
});
