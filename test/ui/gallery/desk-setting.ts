import { common, site } from './sample.ts';

export const groups = (current: string) =>
  [
    {
      places: [
        { href: '#today', label: '今天', icon: 'sun', count: '12' },
        { href: '#topics', label: '网络议政', icon: 'chat' },
        { href: '#moderation', label: '审核', icon: 'shield', count: '14' },
      ] as const,
    },
    {
      label: '管理',
      places: [
        { href: '#statistics', label: '统计', icon: 'chart' },
        { href: '#health', label: '运行状况', icon: 'pulse' },
        { href: '#sign-ins', label: '我的登录', icon: 'key' },
      ] as const,
    },
  ].map((group) => ({ ...group, places: group.places.map((place) => ({ ...place, current: place.href === `#${current}` })) }));
export const shell = { siteName: site, demo: true, words: common, person: { name: '方舒', role: '教科卫体委 工作人员', href: '#me' } };
