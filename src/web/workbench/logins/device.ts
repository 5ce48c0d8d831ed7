/** A browser as its owner knows it, from how it describes itself; null when it says nothing known. */
export function deviceOf(agent: string): { browser: string; system: string } | null {
  const find = (rows: readonly (readonly [RegExp, string])[]) => rows.find(([pattern]) => pattern.test(agent))?.[1];
  const browser = find([
    [/MicroMessenger/, '微信'],
    [/QIHU|360SE|360EE/, '360'],
    [/Qaxbrowser/i, '奇安信'],
    [/Edg\//, 'Edge'],
    [/Firefox\//, 'Firefox'],
    [/Chrome\/|Chromium\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ]);
  const system = find([
    [/iPhone/, 'iPhone'],
    [/iPad/, 'iPad'],
    [/HarmonyOS/, 'HarmonyOS'],
    [/Android/, 'Android'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'Mac'],
    [/UOS|Kylin/, 'UOS / Kylin'],
    [/Linux/, 'Linux'],
  ]);
  return browser ? { browser, system: system ?? '' } : null;
}
