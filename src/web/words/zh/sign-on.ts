/** 单点登录: entering by the government's single sign-on, whose name the operator sets. */
export const signOn = {
  enter: (name: string) => `用${name}登录`,
  second: '用单位的账号登录本站',
  back: '返回',
  security: '登录安全',
  linkTo: (name: string) => `关联${name}`,
  what: (name: string) => `关联以后，登录时可以选“用${name}登录”，不再输入本站的密码。`,
  linked: (when: string, name: string) => `已于 ${when} 关联${name}。`,
  unlink: '解除关联',
  unlinkText: '解除后，用它进来的其他登录会退出。',
  offer: (person: string, name: string) => `您在本站是${person}。确认刚才用的${name}账号也是您本人的，以后就用它直接登录。`,
  link: '是我本人的，关联',
  later: '先不关联',
  over: '时间过了，请再确认一次。',
  again: '再试一次',
  goOn: '继续',
  otherWay: '用本站的方式登录',
  failed: (name: string) => `没有用${name}登录成功`,
  unknown: (name: string) =>
    `您的${name}账号还没有和本站的账号关联。请用本站的方式登录一次，再确认关联；还没有本站账号的，请联系本机构的系统管理员。`,
};
