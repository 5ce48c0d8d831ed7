import wx from 'weixin-js-sdk';
import { address, Refused, reach } from '../../../web/call.ts';
import type * as contract from '../contract.ts';

const signPage = address<typeof contract.signPage>('GET', '/wechat/page-signature');

/** The card that WeChat shows when this page is passed on: its own title, words and picture. */
export async function speakWithWeChat(): Promise<void> {
  const url = location.href.split('#')[0] ?? '';
  try {
    const { appId, timestamp, nonce, signature } = await reach(signPage, { url });
    const jsApiList = ['updateAppMessageShareData', 'updateTimelineShareData'];
    wx.config({ debug: false, appId, timestamp, nonceStr: nonce, signature, jsApiList });
  } catch (error) {
    // The page is passed on as any other is.
    if (!(error instanceof Refused)) throw error;
    return;
  }
  wx.ready(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href ?? url;
    const card = { title: meta('title') || document.title, link, imgUrl: meta('image') };
    wx.updateAppMessageShareData({ ...card, desc: meta('description') });
    wx.updateTimelineShareData(card);
  });
}
const meta = (name: string): string => document.querySelector<HTMLMetaElement>(`meta[property="og:${name}"]`)?.content ?? '';
