/** What a browser says of itself, as its owner would call it: Android・微信. Null when it says nothing we know. */
export function deviceName(agent: string): string | null {
  const system = first(agent, [
    [/iPhone/, 'iPhone'],
    [/iPad/, 'iPad'],
    [/HarmonyOS/, 'HarmonyOS'],
    [/Android/, 'Android'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'macOS'],
    [/UOS|Kylin/i, 'UOS / Kylin'],
    [/Linux|X11/, 'Linux'],
  ]);
  const browser = first(agent, [
    [/MicroMessenger/, '微信 WeChat'],
    [/AlipayClient/, '支付宝 Alipay'],
    [/QIHU|360[ES]E/, '360'],
    [/Qaxbrowser/i, '奇安信 Qi An Xin'],
    [/Edg\//, 'Edge'],
    [/Firefox\//, 'Firefox'],
    [/HuaweiBrowser/, 'Huawei Browser'],
    [/Chrome\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ]);
  const known = [system, browser].filter((part) => part !== null);
  return known.length === 0 ? null : known.join('・');
}
const first = (agent: string, known: readonly (readonly [RegExp, string])[]): string | null =>
  known.find(([pattern]) => pattern.test(agent))?.[1] ?? null;
