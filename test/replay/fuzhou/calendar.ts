/** The 23 days in slots of ten minutes; people are about from seven in the morning to eleven at night. */
export const OPENS = new Date('2026-07-02T01:00:00Z');
export const CLOSES = new Date('2026-07-25T10:00:00Z');
const FIRST_MORNING = Date.parse('2026-07-01T23:00:00Z');
const SLOT_MS = 600_000;
const DAY_SLOTS = 144;
/** A visit fits one window of two hours: its pauses stay below thirty minutes, and the next window's visit begins later than that. */
const WINDOW_SLOTS = 12;
const WINDOWS_A_DAY = 8;
const DAYS = 24;

export const timeOf = (slot: number): Date => new Date(FIRST_MORNING + slot * SLOT_MS);
export const slotAt = (at: Date): number => Math.ceil((at.getTime() - FIRST_MORNING) / SLOT_MS);
/** 2026-07-24, as the house's calendar has it. */
export const dayOf = (slot: number): string => new Date(timeOf(slot).getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

/** First slots of all windows between opening and closing, in order. */
export const windows: readonly number[] = Array.from({ length: DAYS * WINDOWS_A_DAY }, (_, n) => {
  const day = Math.floor(n / WINDOWS_A_DAY);
  return day * DAY_SLOTS + (n % WINDOWS_A_DAY) * WINDOW_SLOTS;
}).filter((slot) => slot > slotAt(OPENS) && slot + WINDOW_SLOTS < slotAt(CLOSES));

/** When moderators sit down to read: four times a day, and once more just before the window closes. */
export const sessions: readonly number[] = [
  ...Array.from({ length: DAYS }, (_, day) => [15, 33, 54, 84].map((slot) => day * DAY_SLOTS + slot)).flat(),
  slotAt(CLOSES) - 1,
]
  .filter((slot) => slot > slotAt(OPENS) && slot < slotAt(CLOSES))
  .sort((a, b) => a - b);

/** The session at which something that arrives in this slot is read. */
export function sessionAfter(slot: number): number {
  const found = sessions.find((session) => session >= slot);
  if (found === undefined) throw new RangeError('nobody reads any more');
  return found;
}
