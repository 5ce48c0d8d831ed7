import type { CommonWords } from '../words/index.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

export type RootTab = 'home' | 'topics' | 'notices' | 'mine';
const roots: readonly { tab: RootTab; href: string; icon: IconName }[] = [
  { tab: 'home', href: '/', icon: 'home' },
  { tab: 'topics', href: '/topics', icon: 'posts' },
  { tab: 'notices', href: '/notices', icon: 'bell' },
  { tab: 'mine', href: '/mine', icon: 'person' },
];

interface TabBarProps {
  current: RootTab | undefined;
  unread: number;
  words: CommonWords;
}

/** The four roots at the foot; the number of unread notices in a red dot, 99+ at most. */
export function TabBar({ current, unread, words }: TabBarProps) {
  return (
    <nav className="sticky tabs" aria-label={words.tabs.name}>
      <div className="column">
        {roots.map(({ tab, href, icon }) => (
          <a key={tab} className="tab" href={href} aria-current={tab === current ? 'page' : undefined}>
            <span className="tab-icon">
              <Icon name={icon} />
              {tab === 'notices' && unread > 0 ? (
                <span className="count-dot" data-unread="">
                  {unread > 99 ? '99+' : unread}
                </span>
              ) : null}
            </span>
            <span>{words.tabs[tab]}</span>
            {tab === 'notices' && unread > 0 ? <span className="spoken">{words.tabs.unread}</span> : null}
          </a>
        ))}
      </div>
    </nav>
  );
}
