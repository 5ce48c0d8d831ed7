// The package's own types say something else than it exports; this is what is used of it.
declare module 'weixin-js-sdk' {
  interface Card {
    title: string;
    link: string;
    imgUrl: string;
  }
  const wx: {
    config(it: { debug: boolean; appId: string; timestamp: number; nonceStr: string; signature: string; jsApiList: string[] }): void;
    ready(then: () => void): void;
    updateAppMessageShareData(card: Card & { desc: string }): void;
    updateTimelineShareData(card: Card): void;
  };
  // biome-ignore lint/style/noDefaultExport: what the package exports
  export default wx;
}
