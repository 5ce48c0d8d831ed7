/** What a file is a list of. */
export const kinds = ['members', 'partyMembers', 'units'] as const;
export type Kind = (typeof kinds)[number];

/** How a cell is read. */
export type Reading = 'text' | 'name' | 'phone' | 'identityNumber' | 'date' | 'choice' | 'known' | 'flag' | 'list';
export interface Field {
  readonly key: string;
  readonly reading: Reading;
  readonly most: number;
  /** Without it nobody is imported. */
  readonly must?: boolean;
  /** Other words for the same column, besides the one of the template. Compared without spaces, brackets and punctuation. */
  readonly also: readonly string[];
}
const field = (key: string, reading: Reading, also: readonly string[], more: Partial<Field> = {}): Field => ({
  key,
  reading,
  most: 60,
  also,
  ...more,
});

const person = {
  name: field('name', 'name', ['委员姓名', '成员姓名', '社员姓名', '盟员姓名', '会员姓名', '党员姓名', 'name'], { must: true, most: 50 }),
  gender: field('gender', 'choice', ['男女', 'gender', 'sex']),
  ethnicity: field('ethnicity', 'text', ['族别', 'ethnicity'], { most: 20 }),
  bornOn: field('bornOn', 'date', ['出生年月日', '出生年月', '生日', '出生时间', 'birthday', 'dateofbirth']),
  education: field('education', 'text', ['文化程度', '最高学历', '学历学位', '教育程度', 'education'], { most: 40 }),
  employer: field('employer', 'text', ['单位', '单位名称', '所在单位', '任职单位', 'employer'], { most: 100 }),
  post: field('post', 'text', ['单位职务', '单位及职务', '工作单位及职务', '工作单位职务', '现任职务', '单位与职务', '行政职务', 'post'], {
    most: 150,
  }),
  title: field('title', 'text', ['专业技术职称', '专业技术职务', '技术职称', 'title'], { most: 60 }),
  phone: field(
    'phone',
    'phone',
    ['手机', '手机号', '手机号码', '移动电话', '联系电话', '联系方式', '电话', '电话号码', '本人手机', 'mobile', 'phone'],
    { most: 20 },
  ),
  identityNumber: field('identityNumber', 'identityNumber', ['身份证', '身份证号码', '公民身份号码', '证件号码', '证件号', 'idnumber'], {
    most: 18,
  }),
};

export const fields: Readonly<Record<Kind, readonly Field[]>> = {
  members: [
    person.name,
    person.gender,
    field('number', 'text', ['委员编号', '委员证编号', '证号', '编号', '委员证', 'number'], { most: 30 }),
    field('sector', 'known', ['所属界别', '界别名称', '所在界别', 'sector'], { must: true }),
    field('office', 'text', ['政协任职', '本会职务', '在政协担任职务', '政协内职务', 'office'], { most: 40 }),
    field('standing', 'flag', ['是否常委', '常务委员', '是否常务委员', '常委会组成人员', 'standing']),
    field('subCommittee', 'known', ['专门委员会', '专委', '所属专委会', '所在专委会', '专委会名称', '专委会1', '专委会一', '专门委员会1']),
    field('subCommitteeDuty', 'text', ['专委会任职', '专门委员会职务', '专委会1职务', '专委会一职务'], { most: 40 }),
    field('secondSubCommittee', 'known', ['第二专委会', '专委会二', '第二专门委员会', '兼任专委会', '专门委员会2', '专委会2']),
    field('secondSubCommitteeDuty', 'text', ['第二专委会职务', '专委会二职务', '专委会2职务'], { most: 40 }),
    field('groups', 'list', ['委员活动组', '所属活动组', '界别活动组', '委员小组', '活动小组', '小组', '委组', '街道活动组', 'groups'], {
      most: 200,
    }),
    field('fromOn', 'date', ['任职时间', '任委员时间', '担任委员时间', '任期起', '增补时间', 'since']),
    field('party', 'choice', ['党派', '政治身份', '所属党派', 'party'], { most: 20 }),
    person.employer,
    person.post,
    person.title,
    person.ethnicity,
    person.education,
    person.bornOn,
    person.phone,
    person.identityNumber,
  ],
  partyMembers: [
    person.name,
    person.gender,
    field(
      'org',
      'known',
      ['支社', '支部', '基层组织', '党派组织名称', '所在组织', '所属支部', '所在支部', '所属组织', '所在支社', '所属支社', '组织'],
      {
        must: true,
      },
    ),
    field('duty', 'text', ['组织职务', '党内职务', '社内职务', '盟内职务', '会内职务', '职务', 'duty'], { most: 40 }),
    field('joinedOn', 'date', ['加入时间', '入社时间', '入盟时间', '入党时间', '入会日期', '加入日期', '入党派时间', '入社日期', 'joined']),
    person.employer,
    person.post,
    person.title,
    person.ethnicity,
    person.education,
    person.bornOn,
    person.phone,
    person.identityNumber,
  ],
  units: [
    field('unit', 'text', ['单位', '承办单位', '单位全称', '名称', '部门', '部门名称', 'unit'], { must: true, most: 60 }),
    field('shortName', 'text', ['单位简称', '简称', 'shortname'], { most: 20 }),
    field('system', 'choice', ['系统', '归口', '类别', '单位类别', '系统类别', 'system'], { must: true }),
    field('handover', 'known', ['督查室', '归口交办机关', '交办单位', 'handover']),
    field('clerk', 'name', ['联络员', '联系人', '承办联络员', '联络员姓名', '经办人', 'clerk'], { most: 50 }),
    field('clerkPhone', 'phone', ['联系电话', '手机', '手机号', '联络员电话', '联系人电话', '手机号码', '联络员手机号', 'clerkphone'], {
      most: 20,
    }),
  ],
};
export const fieldOf = (kind: Kind, key: string): Field | undefined => fields[kind].find((one) => one.key === key);

/** A column's head as it is compared: no spaces, brackets, stars or punctuation, full-width as half-width. */
export const headKey = (head: string): string =>
  head
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[(（[【][^)）\]】]*[)）\]】]/g, '')
    .replace(/[\s\p{P}\p{S}]/gu, '');

/** Which column holds which field. */
export type Mapping = Readonly<Record<string, number>>;

/** What the template calls its columns, by field. */
export type ColumnWords = Readonly<Record<string, string>>;
/** Guesses from the heads: what was said for the same head before comes first, then the template's word, then other words, then parts. */
export function guessMapping(
  kind: Kind,
  heads: readonly string[],
  columnWords: ColumnWords,
  remembered: Readonly<Record<string, string>> = {},
): Mapping {
  const keys = heads.map(headKey);
  const mapping: Record<string, number> = {};
  const taken = new Set<number>();
  const take = (key: string, at: number) => {
    if (at < 0 || taken.has(at) || key in mapping) return;
    mapping[key] = at;
    taken.add(at);
  };
  for (const [at, key] of keys.entries()) {
    const said = remembered[key];
    // Said before that this column is none of ours.
    if (said === '') taken.add(at);
    else if (said !== undefined && fieldOf(kind, said)) take(said, at);
  }
  for (const { key } of fields[kind]) take(key, keys.indexOf(headKey(columnWords[key] ?? key)));
  for (const { key, also } of fields[kind]) for (const word of also) take(key, keys.indexOf(headKey(word)));
  for (const { key } of fields[kind]) {
    const word = headKey(columnWords[key] ?? key);
    take(
      key,
      keys.findIndex((head, at) => !taken.has(at) && word.length > 1 && head.startsWith(word)),
    );
  }
  return mapping;
}
/** How many of these heads are known words: the row of heads is the one with most. */
export function knownHeads(kind: Kind, heads: readonly string[], columnWords: ColumnWords): number {
  const known = new Set(fields[kind].flatMap(({ key, also }) => [columnWords[key] ?? key, ...also]).map(headKey));
  return new Set(heads.map(headKey).filter((head) => head !== '' && known.has(head))).size;
}
/** What is remembered of a mapping: by head, the field, or nothing for a column that was left out. */
export function rememberedOf(mapping: Mapping, heads: readonly string[]): Record<string, string> {
  const byColumn = new Map(Object.entries(mapping).map(([key, at]) => [at, key]));
  return Object.fromEntries(heads.flatMap((head, at) => (headKey(head) === '' ? [] : [[headKey(head), byColumn.get(at) ?? '']])));
}
/** What a mapping lacks: fields without which nothing can be imported; columns named twice. */
export function mappingFaults(kind: Kind, mapping: Mapping, columns: number): { missing: string[]; wrong: string[] } {
  const missing = fields[kind].filter(({ key, must }) => must && mapping[key] === undefined).map(({ key }) => key);
  const entries = Object.entries(mapping);
  const wrong = entries.filter(
    ([key, at], i) => !fieldOf(kind, key) || at < 0 || at >= columns || entries.findIndex(([, other]) => other === at) !== i,
  );
  return { missing, wrong: wrong.map(([key]) => key) };
}
