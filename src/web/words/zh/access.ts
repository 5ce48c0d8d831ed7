type Values = Readonly<Record<string, string>>;

/** 开通: how listed people get in, links of units, the way back after a lost phone. */
export const access = {
  back: '返回',
  activate: {
    title: '开通账号',
    code: '激活码',
    codeHint: '激活卡上的 10 个字母和数字，大小写都可以',
    next: '下一步',
    noCard: '没有激活卡？请联系政协机关委员联络部门。',
    whose: (committee: string) => `${committee}委员`,
    phone: '手机号',
    phoneHint: '以后用这个手机号登录，不公开',
    listed: (phone: string) => `验证码发到登记的手机 ${phone}`,
    getCode: '获取验证码',
    notMine: '不是您的名字？请不要继续，把卡交回政协机关。',
    otherPhone: '手机号换了？请联系政协机关改好以后再来，这张卡仍然有效。',
    codeTitle: '输入验证码',
    sms: '验证码',
    sent: (to: string) => `已发到 ${to}，10 分钟内有效`,
    consent: '进入前请看',
    notice: '《隐私政策》',
    agreeAndEnter: '同意并进入',
    enterOnly: '先进去看看',
    enter: '进入',
    again: '没有收到？重新获取',
  },
  unit: {
    title: '承办单位',
    lead: (committee: string) => `${committee}给贵单位联系人的直达链接`,
    phone: (phone: string) => `验证码发到 ${phone}`,
    other: (committee: string) => `不是您本人，或换了手机？请联系${committee}重新发送。`,
    strangerTitle: '请从短信里的直达链接进入',
    strangerSecond: '这一页只给收到直达链接的承办单位联系人。登录 30 分钟没有操作会自动退出，再点一次短信里的链接就可以。',
    madeBy: (committee: string, name: string, when: string) => `${committee}的${name}于 ${when} 为您开通。`,
    until: (when: string) => `链接有效期到 ${when}`,
    help: (phone: string) => `有问题请拨 ${phone}`,
    topics: '正在征集的议题',
    noTopics: '现在没有正在征集的议题。',
    endsAt: (when: string) => `征集到 ${when}`,
    logins: '登录记录',
    loginsSecond: '看看有没有不认识的设备',
  },
  notMe: {
    title: '登录手机已更换',
    what: (name: string, committee: string, when: string) =>
      `${name}：${committee}的工作人员于 ${when} 把您的登录手机换成了另一个号码，原来的登录都已退出。`,
    mine: '如果是您本人办的，不用做什么。',
    act: '不是我本人办的',
    afterwards: (until: string) => `点了以后，新手机马上停用，谁也登录不了，由另一位工作人员重新核实。${until} 前有效。`,
    done: '已停用新手机，所有登录都已退出。请带证件到政协机关，由另一位工作人员重新办理。',
    help: (phone: string) => `需要帮助请拨 ${phone}`,
  },
  /** For the person: what staff did to their phone. */
  changes: {
    title: '登录手机的变更',
    done: (when: string, committee: string, by: string, phone: string) => `${when}，${committee}的${by}把登录手机换成 ${phone}`,
    disputed: (when: string) => `${when}，原手机表示不是本人办理，新手机已停用`,
    help: (phone: string) => `不是您本人办的？请马上拨 ${phone}`,
  },
  card: {
    title: (committee: string) => `${committee}委员激活卡`,
    file: (of: string | null, day: string) => `激活卡 ${of ?? '全部界别'} ${day}.pdf`,
    committee: (name: string) => `${name}・委员激活卡`,
    code: '激活码',
    steps: (address: string) => [
      '用微信或手机相机扫右边的码',
      '点“获取验证码”，填入短信里的 6 位数字',
      `不会扫码：手机打开 ${address}，输入激活码`,
    ],
    foot: (days: number, phone: string | null) => `${days} 天内有效，只限本人${phone === null ? '' : `・要帮忙请拨 ${phone}`}`,
    byHand: '姓名',
  },
  texts: {
    code: ({ code = '', minutes = '10' }: Values) => `验证码 ${code}，${minutes} 分钟内有效，请勿告诉他人。`,
    activation: ({ committee = '', link = '', days = '30' }: Values) =>
      `${committee}请您开通委员账号：${link} （${days} 天内有效，只限本人，请勿转发）`,
    unitLink: ({ committee = '', unit = '', link = '' }: Values) =>
      `${committee}给${unit}的直达链接：${link} 打开后用本手机收验证码进入，请勿转发。`,
    recovery: ({ committee = '', link = '', hours = '24' }: Values) =>
      `${committee}工作人员刚把您的登录手机换成另一个号码。不是您本人办的，请在 ${hours} 小时内打开 ${link}`,
    accountChanged: ({ committee = '', phone = '' }: Values) =>
      `${committee}工作人员刚变更了您账号的登录方式，登录后在“登录安全”里查看。不是您要办的，请马上${phone === '' ? `联系${committee}` : `拨 ${phone}`}`,
  },
};
