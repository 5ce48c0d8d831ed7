import { graphemes } from '../../kit/text.ts';

export type NicknameFault = 'short' | 'long' | 'characters' | 'official' | 'person';

// Offices, bodies and voices of the house: whoever reads such a name would take its words for theirs.
const OFFICIAL = [
  ...['政协', '人大', '政府', '党委', '党组', '纪委', '监委', '统战', '法院', '检察', '公安', '网信', '信访', '机关', '工商联'],
  ...['民革', '民盟', '民建会', '民进会', '农工党', '致公党', '九三学社', '台盟'],
  ...['委员', '常委', '主席', '书记', '部长', '局长', '处长', '厅长', '市长', '省长', '县长', '区长', '秘书', '发言人'],
  ...['办公室', '办公厅', '管理员', '审核员', '工作人员', '值班员', '官方', '客服', '系统消息', '通知公告', '合议', '已注销', '注销用户'],
  ...['admin', 'heyi', 'official', 'moderator', 'zhengxie', 'kefu', 'guanfang', 'guanliyuan'],
];

/** 账号名称 rules: 2 to 12 characters as people count them, no invisible ones, nothing that looks like an office. */
export function nicknameFault(nickname: string): NicknameFault | undefined {
  const plain = nickname.normalize('NFKC').trim();
  const count = graphemes(plain);
  if (count < 2) return 'short';
  if (count > 12) return 'long';
  if (!VISIBLE.test(plain) || INVISIBLE.test(plain)) return 'characters';
  const folded = nicknameKey(plain).replace(/\p{Emoji_Presentation}/gu, '');
  return OFFICIAL.some((word) => folded.includes(nicknameKey(word))) ? 'official' : undefined;
}
const VISIBLE = /^[\p{L}\p{N}\p{Emoji_Presentation} ·._-]+$/u;
// What draws nothing, changes the direction or stacks upon a letter; some of it counts as a letter (U+3164, U+115F).
const INVISIBLE = /[\p{Cf}\p{Cc}\p{Co}\p{Cn}\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}]/u;

/**
 * Whether a nickname passes itself off as somebody whose real name is known here: the same name in whatever characters, or a name of
 * three and more within it (林知远本人). Two characters within a longer name are chance (王平 in 王平安).
 */
export function looksLikeName(nickname: string, name: string): boolean {
  const [mine, theirs] = [nicknameKey(nickname), nicknameKey(name)];
  return mine === theirs || ([...theirs].length >= 3 && mine.includes(theirs));
}

/** Two nicknames with one key look alike: NFKC, lower case, no spaces or dots, look-alike letters, digits and ideographs as one. */
export function nicknameKey(nickname: string): string {
  const lower = nickname
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s·._-]/g, '');
  return [...lower]
    .map((c) => ALIKE[c] ?? c)
    .join('')
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w');
}
const pairs = (from: string, to: string): Record<string, string> => {
  const target = [...to];
  return Object.fromEntries([...from].map((c, i) => [c, target[i] ?? c]));
};
// Cyrillic, Greek and Armenian letters that draw like Latin ones, digits that draw like letters, older and near forms of official
// characters. Near forms fold towards the official one only where nobody writes them by chance in that place.
const ALIKE: Readonly<Record<string, string>> = {
  ...pairs('аеорсухіѕјһԁԛԝѵкмтвнг', 'aeopcyxisjhdqwvkmtbhr'),
  ...pairs('αορνικτυχϲյոօս', 'aopviktuxcjnou'),
  ...pairs('ıɑɡɩℓ', 'iagil'),
  ...pairs('1l|', 'iii'),
  ...pairs('協恊劦叶員貟贠會辦廳庁長⻓書記纪巳己曰', '协协协协员员员会办厅厅长长书记记已已日'),
  ...pairs('菅埋祕泌巿縣審審機關黨統係繫發處門', '管理秘秘市县审审机关党统系系发处门'),
  ...pairs('亻入宫宮仿喀窒蓆畐訊', '人人官官方客室席福讯'),
  '0': 'o',
};
