/** What a trouble of WeChat's means for who waits; each code a refusal with a sentence. */
export type Said = 'wechat-busy' | 'wechat-code-over' | 'wechat-misset' | 'wechat-snapshot' | 'wechat-away';

// developers.weixin.qq.com, 全局返回码. 40001 at the credential itself means that the secret is wrong; a token that merely ended is
// asked for anew before it comes this far (credentials.ts).
const MEANING: Readonly<Record<string, Said>> = {
  '-1': 'wechat-busy',
  '45009': 'wechat-busy',
  '45011': 'wechat-busy',
  BUSY: 'wechat-busy',
  '40029': 'wechat-code-over',
  '40163': 'wechat-code-over',
  '41008': 'wechat-code-over',
  '42003': 'wechat-code-over',
  '40001': 'wechat-misset',
  '40002': 'wechat-misset',
  '40013': 'wechat-misset',
  '40014': 'wechat-misset',
  '40125': 'wechat-misset',
  '40164': 'wechat-misset',
  '41002': 'wechat-misset',
  '41004': 'wechat-misset',
  '42001': 'wechat-misset',
  '48001': 'wechat-misset',
  '48004': 'wechat-misset',
  '50002': 'wechat-misset',
  SNAPSHOT: 'wechat-snapshot',
};
/** A number nobody knows is WeChat's trouble, not the person's. */
export const meaningOf = (code: string): Said => MEANING[code] ?? 'wechat-away';

export const tokenEnded = (code: string): boolean => code === '40001' || code === '40014' || code === '42001';

/** After a failure nobody asks again for so long, in seconds: the day's quota does not come back within minutes. */
export const pauseAfter = (code: string): number => (code === '45009' ? 3600 : code === '45011' ? 60 : 30);

/** In its last minutes WeChat hands out the next one and both are good (doc: five minutes). */
export const MARGIN_SECONDS = 240;

/** Inside WeChat. */
export const isWeChat = (device: string): boolean => device.includes('MicroMessenger');

/** Signed in within this time, who sits there need not be proved again to bind a WeChat. */
export const FRESH_MINUTES = 10;
/** How long somebody has for signing in before the WeChat they came with must be asked again. */
export const SEEN_MINUTES = 30;

/** Without what stands after #; null for a page of another site. */
export function ownPage(url: string, publicUrl: string): string | null {
  if (!URL.canParse(url)) return null;
  const { origin, username, password } = new URL(url);
  return origin === new URL(publicUrl).origin && username === '' && password === '' ? (url.split('#')[0] ?? null) : null;
}
