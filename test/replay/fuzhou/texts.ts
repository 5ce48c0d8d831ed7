import type { Chance } from './chance.ts';

const OPENINGS = [
  '我觉得',
  '建议',
  '从我家孩子的情况看，',
  '走访了三所学校后，',
  '说一件小事：',
  '作为家长，',
  '在社区里常听到，',
  '做了二十年眼科，',
];
const MIDDLES = [
  '课间十分钟应当让孩子走出教室，课表上写明，由值日老师带头。',
  '教室照明每学期请有资质的机构检测一次，报告贴在班级门口。',
  '体育课不能被占用，区里可以随机抽查课表和操场，结果公布。',
  '屈光档案每半年更新一次，学校和社区医院共用一份，家长随时能查。',
  '作业量要真减下来，电子屏做作业的时间也要算进去。',
  '“托管”机构的灯光没人管，能不能和消防检查一起看一看？',
  '农村孩子配镜不方便，流动验光车一年来两次就很好。',
  '图书馆的儿童区可以换成大字版，桌椅高度分三档。',
];
const ENDINGS = [
  '谢谢！',
  '供参考。',
  '愿意参与试点。',
  '数据可以提供。',
  '请专委会看看是否可行。',
  '🙏',
  '（附：我在 2026 年 6 月的记录）',
];
// What text must survive: rare characters, combined ones, two directions, lines and tabs, spaces at the end.
const ODD = ['㛃䶮谰赟', 'é 与 é', '👩‍👩‍👧‍👦👍🏽', '第一条\n第二条\r\n\t第三条', 'שלום 你好', '  首尾有空格  ', '㊣①②③', '“”‘’——……'];

/** A text that nobody else wrote: its mark stands in front, so that it is found again in lists. */
export function textOf(mark: string, chance: Chance): string {
  const sentences = Array.from({ length: 1 + chance.below(4) }, () => chance.pick(MIDDLES));
  const odd = chance.next() < 0.15 ? chance.pick(ODD) : '';
  const long = chance.next() < 0.02 ? '长'.repeat(1500) : '';
  return `${mark}${chance.pick(OPENINGS)}${sentences.join('')}${long}${odd}${chance.pick(ENDINGS)}`;
}
export const markOf = (n: number): string => `〔${String(n).padStart(4, '0')}〕`;
/** The mark at the beginning of a text or of its excerpt. */
export const markIn = (text: string): string | null => /^〔\d{4}〕/.exec(text)?.[0] ?? null;
