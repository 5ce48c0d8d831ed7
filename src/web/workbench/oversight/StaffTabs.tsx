import { Chips } from '../../ui/Chips.tsx';
import { useWords } from '../frame/around.ts';
import { at, useGo } from '../frame/go.ts';

/** Accounts, what waits, what was decided: three views of one room. */
export function StaffTabs({ current }: { current: 'staff' | 'waiting' | 'decided' }) {
  const { tabs, rule } = useWords().oversight;
  const go = useGo();
  const hrefs = { staff: at('/staff'), waiting: at('/staff/requests'), decided: at('/staff/requests', { tab: 'decided' }) };
  return (
    <>
      <Chips
        label={tabs.name}
        onNavigate={go}
        chips={(['staff', 'waiting', 'decided'] as const).map((tab) => ({ href: hrefs[tab], label: tabs[tab], current: tab === current }))}
      />
      <p className="second">{rule}</p>
    </>
  );
}
