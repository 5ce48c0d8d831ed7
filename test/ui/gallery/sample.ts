import { words } from '../../../src/web/words/index.ts';

/** Placeholder people and topics: nobody and nowhere. */
export const zh = words('zh');
export const common = zh.common;
export const site = '示例市政协';
export const topic = '样例议题：把社区图书角办到家门口';

const picture = (colour: string) =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="112" height="112"><rect width="112" height="112" fill="${colour}"/><path d="M0 90 40 50l30 26 18-16 24 22v30H0z" fill="#fff" opacity=".6"/></svg>`)}`;
export const pictures = [picture('#6d8a7f'), picture('#8a7d6d')] as const;

export const stations = [
  { name: '征集', state: 'now', date: '至7月20日' },
  { name: '归纳', state: 'toCome', date: '7月21日' },
  { name: '协商', state: 'toCome', date: '7月24日' },
  { name: '答复', state: 'toCome', date: '8月' },
  { name: '办结', state: 'toCome', date: '10月底' },
] as const;
export const halfway = stations.map(({ name, date }, index) => ({
  name,
  date,
  state: index < 2 ? ('done' as const) : index === 2 ? ('now' as const) : ('toCome' as const),
}));

export const persons = {
  member: { kind: 'member', name: '樊知秋', badge: ['委员', '医药卫生界'], meta: ['教科卫体委员会', '今天 09:12'] },
  long: { kind: 'member', name: '阿依努尔·买买提江·吐尔逊', badge: ['委员', '少数民族界'], meta: ['昨天 21:05'] },
  party: { kind: 'partyMember', name: '褚若谷', badge: ['社员', '示例市委会'], meta: ['昨天 19:30'] },
  netizen: { kind: 'netizen', name: '河边看书人', badge: ['网友'], meta: ['示例省', '今天 08:40'] },
  unit: { kind: 'unit', name: '示例市文化局', badge: ['承办单位'] },
} as const;

export const days = [
  [93, 102],
  [142, 141],
  [165, 181],
  [128, 160],
  [86, 128],
  [70, 113],
  [158, 184],
  [183, 212],
  [168, 205],
  [152, 176],
  [115, 148],
  [82, 137],
  [77, 126],
  [156, 174],
  [181, 203],
  [170, 189],
  [146, 163],
  [137, 184],
  [192, 232],
  [113, 130],
  [92, 109],
  [128, 154],
  [316, 392],
  [154, 181],
].map(([members = 0, others = 0], index) => ({ label: index ? `${index + 2}` : '7月2日', members, others }));

export const number = (value: number) => value.toLocaleString('en-US');
