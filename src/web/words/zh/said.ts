/** What came of an act, said once on the page after it. */
export const said = {
  published: '已发布',
  waiting: '已收到，审核后公开',
  saidAlready: '您刚刚发过同样的内容，就是这一条',
  changed: '已保存修改',
  changeWaits: '修改已收到，审核通过后大家会看到',
  withdrawn: '已撤回发言',
  restored: '已恢复发言',
  entered: '已登录',
  signedOut: '已退出登录',
  loginEnded: '那台设备已退出',
  othersEnded: '其他设备都已退出',
  emailOn: '邮件提醒已开启',
  emailOff: '邮件提醒已关闭',
  appealed: '申诉已收到，由另一位审核员复核',
  readAll: '全部标为已读',
};
