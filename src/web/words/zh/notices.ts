import { directory } from './directory.ts';
import { factors } from './factors.ts';
import { oversight } from './oversight.ts';

interface Told {
  readonly kind:
    | 'reply'
    | 'published'
    | 'refused'
    | 'changeAccepted'
    | 'changeRefused'
    | 'appealGranted'
    | 'appealUpheld'
    | 'dutyGranted'
    | 'dutyEnded'
    | 'profileAccepted'
    | 'profileRefused'
    | 'accountChanged';
  readonly toMine: boolean;
  readonly from: { readonly name: string; readonly kind: 'member' | 'netizen' } | null;
  readonly post: { readonly excerpt: string | null } | null;
  readonly duty: { readonly duty: keyof typeof oversight.duties; readonly committee: string; readonly expired: boolean } | null;
  readonly account: {
    readonly what: keyof typeof factors.changes.what;
    readonly own: boolean;
    readonly office: string | null;
    readonly phone: string | null;
  } | null;
  readonly profile: { readonly field: keyof typeof directory.mine.fields; readonly why: string | null } | null;
}

const dutyName = (duty: Told['duty']): string => (duty ? oversight.duties[duty.duty] : '工作人员');

/** 消息. */
export const notices = {
  title: '消息',
  filters: { name: '消息类别', all: '全部', replies: '回复我的', decisions: '审核结果', account: '账号和职责' },
  readAll: '全部已读',
  unread: '未读',
  empty: { title: '还没有消息', text: '有人回复您，或者您的发言有了结果，会显示在这里', act: '看看正在征集的议题' },
  /** The first line of a notice. */
  headline: ({ kind, toMine, from, duty, profile, account }: Told): string =>
    ({
      reply: from
        ? `${from.name}${from.kind === 'member' ? '委员' : ''}${toMine ? '回复了您' : '在您的发言下面回复了'}`
        : '您发表的观点有人回复',
      published: '您的发言已通过审核并公开',
      refused: '有一条发言没有公开，可以申诉',
      changeAccepted: '您修改的内容已通过审核，大家看到的是新内容',
      changeRefused: '您修改的内容没有通过审核，大家看到的仍是原来的内容',
      appealGranted: '申诉成立，您的发言已公开',
      appealUpheld: '申诉已复核，维持不公开',
      dutyGranted: `您现在是${dutyName(duty)}，重新登录后进入工作台`,
      dutyEnded: duty?.expired ? `您的${dutyName(duty)}职责已到期` : `您的${dutyName(duty)}职责已撤销`,
      profileAccepted: `您修改的${profile ? directory.mine.fields[profile.field] : '资料'}已采用`,
      profileRefused: `您修改的${profile ? directory.mine.fields[profile.field] : '资料'}没有采用，请看原因`,
      accountChanged: account ? factors.changes.what[account.what] : '账号有变更',
    })[kind],
  /** The second line: the first words; for a reply why there are none when it can no longer be read. */
  detail: ({ from, post, duty, profile, account }: Told): string => {
    if (account) return `${factors.changes.by(account)}。${factors.changes.notMe(account)}`;
    if (profile) return profile.why === null ? '' : `原因：${profile.why}`;
    if (duty || !post) return duty?.committee ?? '';
    if (from) return post.excerpt === null ? '这条回复已撤回或不再公开' : `“${post.excerpt}”`;
    return post.excerpt ?? '';
  },
  reason: (sentence: string) => `理由：${sentence}`,
  ownWords: (words: string) => `审核员说明：${words}`,
  appealUntil: (time: string) => `可以在 ${time} 前申诉，由另一位审核员复核`,
  mail: {
    subject: (site: string, sentence: string) => `【${site}】${sentence}`,
    text: (sentence: string, link: string, stop: string) =>
      `您好：

${sentence}。请打开下面的链接查看（需要登录）：
${link}

这封邮件由系统自动发出，请不要回复。
不想再收邮件：登录后在“我的 → 邮件提醒”里关闭
${stop}
`,
    sentences: {
      reply: '您发表的观点有人回复',
      replyBelow: '您的发言下面有新的回复',
      published: '您的发言已通过审核并公开',
      refused: '您有一条发言没有公开，可以申诉',
      changeAccepted: '您修改的内容已通过审核',
      changeRefused: '您修改的内容没有通过审核',
      appealGranted: '您的申诉成立，发言已公开',
      appealUpheld: '您的申诉已复核，维持不公开',
      dutyGranted: '您获得了工作台的一项职责',
      dutyEnded: '您在工作台的一项职责已结束',
      profileAccepted: '您修改的资料已采用',
      profileRefused: '您修改的资料没有采用',
      accountChanged: '您的登录方式有变更。不是您本人办的，请马上查看',
    },
    code: {
      subject: (site: string) => `【${site}】邮箱验证码`,
      text: (code: string) => `您好：

验证码是 ${code}，10 分钟内有效，用来开启邮件提醒。

不是您本人操作的，不用理会这封邮件。这封邮件由系统自动发出，请不要回复。
`,
    },
  },
};
