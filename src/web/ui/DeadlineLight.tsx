export type Urgency = 'ok' | 'soon' | 'late';

const shapes: Record<Urgency, string> = {
  ok: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z',
  soon: 'M1.5 1.5h13v13h-13z',
  late: 'M8 1.5 15.5 15H.5z',
};

/** Shape, colour and words say the same: 剩 5 天, 今天 18:00, 超期 2 天. */
export function DeadlineLight({ urgency, children }: { urgency: Urgency; children: string }) {
  return (
    <span className={`light ${urgency}`}>
      <svg viewBox="0 0 16 16" fill="currentColor" aria-hidden="true">
        <path d={shapes[urgency]} />
      </svg>
      <span>{children}</span>
    </span>
  );
}
