import { expect, test } from 'vitest';
import { deviceName } from './device.ts';

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36', 'Windows・Chrome'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0', 'Windows・Edge'],
  ['Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/107 Mobile Safari/537.36 MicroMessenger/8.0.40', 'Android・微信 WeChat'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1 Version/17.0 Mobile Safari/604.1', 'iPhone・Safari'],
  ['Mozilla/5.0 (Windows NT 6.1) AppleWebKit/537.36 Chrome/86.0 Safari/537.36 QIHU 360SE', 'Windows・360'],
  ['Mozilla/5.0 (X11; UOS x86_64) AppleWebKit/537.36 Chrome/100.0 Safari/537.36', 'UOS / Kylin・Chrome'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'Linux・Firefox'],
])('%s is shown as %s', (agent, name) => {
  expect(deviceName(agent)).toBe(name);
});
test('what describes itself as nothing known is not guessed at', () => {
  expect(deviceName('curl/8.5')).toBeNull();
  expect(deviceName('')).toBeNull();
});
