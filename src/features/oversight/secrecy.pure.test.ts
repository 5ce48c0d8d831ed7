import { expect, test } from 'vitest';
import { costOf } from '../../../test/cost.ts';
import { classificationMark, refuseClassified } from './secrecy-rules.ts';

const marked: readonly [string, string][] = [
  ['绝密★1年\n关于……的报告', '绝密★'],
  ['机密★', '机密★'],
  ['秘密★长期\n关于水库的情况', '秘密★'],
  ['机　密 ★ 20年', '机 密 ★'],
  ['各位：附件是秘密★3年的文件，请看。', '秘密★'],
  ['机密\n\n关于某项工程的请示', '机密'],
  ['【绝密】\n某某情况', '【绝密】'],
  ['［秘密］', '[秘密]'],
  ['秘密 10年\n关于……', '秘密 10年'],
  ['密级：机密\n正文', '密级:机密'],
  ['关于某事的报告\n密级：秘密', '密级:秘密'],
  ['内部资料 注意保密\n今年上半年的情况', '内部资料 注意保密'],
  ['内部文件，严禁外传', '内部文件,严禁外传'],
  ['（内部资料，请注意保密）', '内部资料,请注意保密'],
];
test.each(marked)('%j is a mark', (text, mark) => {
  expect(classificationMark(text)).toBe(mark);
  expect(() => refuseClassified('标题', text)).toThrow('classified');
});
const ordinary = [
  '建议把秘密花园改成社区公园',
  '保密工作建议：多做宣传',
  '关于加强保密工作的提案',
  '机密打印机放在走廊里，容易丢件',
  '绝密档案馆应当向研究者开放已解密的档案',
  '孩子说这是他的小秘密☆',
  '这家店五★好评，老板的秘密是用心',
  '密级：公开\n关于绿道的建议',
  '定密和密级管理要更透明',
  '内部资料室开放时间太短，建议延长',
  '请大家注意保密自己的密码',
  '单位内部的材料堆在楼道里',
  '公园里有个秘密，只有孩子知道',
  '商业秘密保护\n建议加强对中小企业的培训',
  `${'第一行\n第二行\n第三行\n'}秘密\n这里是一首诗的题目`,
  '',
];
test.each(ordinary)('%j is none', (text) => {
  expect(classificationMark(text)).toBeNull();
  refuseClassified(text);
});
test('a long text is looked through in no time', async () => {
  const long = '机密 '.repeat(40_000) + '内部资料'.repeat(20_000);
  expect((await costOf(() => classificationMark(long))).milliseconds).toBeLessThan(500);
});
