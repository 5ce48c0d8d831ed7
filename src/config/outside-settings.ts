import { address, matching, oneOf, optional, origin, say, setting, templates } from './setting.ts';

/** Settings of what stands outside of this machine: mail, text messages, WeChat, single sign-on. */
export const outside = {
  smtpUrl: setting({
    name: 'SMTP_URL',
    preset: '',
    what: say('发信服务器；不填时演示打印在屏幕上，正式运行不发邮件', 'mail server; unset: the demo prints mail, production sends none'),
    allowed: say('请填 smtp://用户:密码@主机:端口 或 smtps://…', 'set smtp://user:password@host:port or smtps://…'),
    read: optional(address('smtp:', 'smtps:')),
  }),
  mailFrom: setting({
    name: 'MAIL_FROM',
    preset: '',
    what: say('发件人地址，与 SMTP_URL 一起填', 'sender of mail, set together with SMTP_URL'),
    allowed: say('请填邮箱地址，例如 yizheng@example.cn', 'set an address, such as heyi@example.org'),
    read: optional(matching(/^[^\s@<>]+@[^\s@<>]+$|^[^<>\r\n]*<[^\s@<>]+@[^\s@<>]+>$/)),
  }),
  smsGateway: setting({
    name: 'SMS_GATEWAY',
    preset: 'off',
    what: say(
      '短信网关的接口样式：json（签名的 JSON）、form（表单）；off 时演示打印在屏幕上，正式运行不发短信',
      'how the text message gateway is spoken to: json (signed JSON), form; off: the demo prints messages, production sends none',
    ),
    allowed: say('请填 off、json 或 form', 'must be off, json or form'),
    read: oneOf('off', 'json', 'form'),
  }),
  smsUrl: setting({
    name: 'SMS_URL',
    preset: '',
    what: say('短信网关的地址；本机地址只供演示', 'address of the text message gateway; an address of this machine is for demos only'),
    allowed: say('请填 https:// 开头的网址', 'set an address that begins with https://'),
    read: optional(address('https:', 'http:')),
  }),
  smsAccount: setting({
    name: 'SMS_ACCOUNT',
    preset: '',
    what: say('短信网关的账号', 'account at the text message gateway'),
    allowed: say('请填服务商给的账号', 'set the account that your provider gave you'),
    read: matching(/^[\x21-\x7e]{0,100}$/),
  }),
  smsSecret: setting({
    name: 'SMS_SECRET',
    preset: '',
    what: say('短信网关的密钥，用来签名，不会原样发出', 'secret of the text message gateway; signs, and is never sent as it is'),
    allowed: say('请填服务商给的密钥，至少 16 个字符', 'set the secret that your provider gave you, at least 16 characters'),
    read: matching(/^$|^[\x21-\x7e]{16,200}$/),
  }),
  smsSign: setting({
    name: 'SMS_SIGN',
    preset: '',
    what: say('短信签名，在服务商处报备过的，不带【】', 'signature of text messages as registered with the provider, without brackets'),
    allowed: say('请填 2 到 16 个字', 'set 2 to 16 characters'),
    read: matching(/^$|^[^\p{Cc}【】]{2,16}$/u),
  }),
  smsTemplates: setting({
    name: 'SMS_TEMPLATES',
    preset: '',
    what: say(
      '短信模板编号，逗号分隔：code=…,activation=…,unitLink=…,recovery=…,accountChanged=…；不填的按整句发',
      'numbers of approved texts, by commas: code=…,activation=…,unitLink=…,recovery=…,accountChanged=…; what is left out is sent as a sentence',
    ),
    allowed: say('请填例如 code=SMS_1001,activation=SMS_1002', 'set for instance code=SMS_1001,activation=SMS_1002'),
    read: templates,
  }),
  wechatAppId: setting({
    name: 'WECHAT_APP_ID',
    preset: '',
    what: say('微信服务号的 AppID；不填就没有微信登录', 'AppID of your WeChat service account; unset: nothing of WeChat appears'),
    allowed: say('请填 wx 开头的 18 个字符', 'set the 18 characters that begin with wx'),
    read: matching(/^$|^wx[0-9a-f]{16}$/),
  }),
  wechatSecret: setting({
    name: 'WECHAT_APP_SECRET',
    preset: '',
    what: say('微信服务号的 AppSecret，与 WECHAT_APP_ID 一起填', 'AppSecret of the service account, set together with WECHAT_APP_ID'),
    allowed: say('请填 32 个字符的 AppSecret', 'set the AppSecret of 32 characters'),
    read: matching(/^$|^[0-9a-f]{32}$/),
  }),
  wechatApi: setting({
    name: 'WECHAT_API',
    preset: 'https://api.weixin.qq.com',
    what: say(
      '微信接口的地址；只有经自己的代理访问微信时才改',
      'address of the WeChat API; changed only where you reach WeChat by a proxy of your own',
    ),
    allowed: say('请填 https:// 开头的网址，不带路径', 'set an address that begins with https://, without a path'),
    read: origin,
  }),
  wechatVerify: setting({
    name: 'WECHAT_VERIFY',
    preset: '',
    what: say(
      '微信公众平台验证域名用的文件名（MP_verify_….txt）；填了就由合议答复',
      'name of the file by which WeChat verifies your domain (MP_verify_….txt); when set, this program answers it',
    ),
    allowed: say('请填例如 MP_verify_aBcDeFgHiJkLmNoP.txt', 'set for instance MP_verify_aBcDeFgHiJkLmNoP.txt'),
    read: matching(/^$|^MP_verify_[A-Za-z0-9]{8,64}\.txt$/),
  }),
  oidcIssuer: setting({
    name: 'OIDC_ISSUER',
    preset: '',
    what: say(
      '统一身份认证（OpenID Connect）的颁发者网址；不填就没有单点登录',
      'issuer of your single sign-on (OpenID Connect); unset: none appears',
    ),
    allowed: say(
      '请填 https:// 开头的网址，和对方文档里的 issuer 一字不差',
      'set an address that begins with https://, the very issuer of its documents',
    ),
    read: optional(address('https:', 'http:')),
  }),
  oidcClientId: setting({
    name: 'OIDC_CLIENT_ID',
    preset: '',
    what: say('在统一身份认证处登记的客户端编号', 'client id as registered at the single sign-on'),
    allowed: say('请填对方给的编号', 'set the id that you were given'),
    read: matching(/^[\x21-\x7e]{0,200}$/),
  }),
  oidcSecret: setting({
    name: 'OIDC_CLIENT_SECRET',
    preset: '',
    what: say('在统一身份认证处登记的客户端密钥', 'client secret as registered at the single sign-on'),
    allowed: say('请填对方给的密钥，至少 16 个字符', 'set the secret that you were given, at least 16 characters'),
    read: matching(/^$|^[\x21-\x7e]{16,500}$/),
  }),
  oidcName: setting({
    name: 'OIDC_NAME',
    preset: '统一身份认证',
    what: say('登录页上单点登录按钮的名称', 'name of the single sign-on, on the button of the sign-in page'),
    allowed: say('请填 2 到 20 个字', 'set 2 to 20 characters'),
    read: matching(/^[^\p{Cc}]{2,20}$/u),
  }),
} as const;
