/** Where one voice sits; the angle turns squares towards the middle. */
export interface Seat {
  x: number;
  y: number;
  angle: number;
  member: boolean;
}

export interface Hall {
  seats: readonly Seat[];
  /** How many voices one seat stands for: 1 while they can be drawn one by one. */
  each: number;
  /** Size of one seat; the hall is 200 wide and 100 high. */
  size: number;
  /** Of the outermost row: few voices sit close around the middle and fill no hall. */
  radius: number;
}

const outer = 96;
const inner = 27;

/** Seats stand no further apart than this. */
const widest = 16;
/** Fewer voices than this make a small fan around the middle, not a thin arc around nothing. */
const few = 50;
const close = 14;

/** Rows of seats from the inside out, as many as the wanted number needs. */
function closeRows(count: number) {
  for (let rows = 1; ; rows += 1) {
    const radii = Array.from({ length: rows }, (_, index) => (rows - index + 0.5) * close);
    const room = radii.map((radius) => Math.floor((Math.PI * radius) / close) + 1);
    if (room.reduce((sum, seats) => sum + seats, 0) >= count) return { radii, room, gap: close };
  }
}

/** Rows of seats from the outside in: as many as the wanted number needs, spread by the length of their arcs. */
function rowsFor(count: number) {
  if (count < few) return closeRows(count);
  for (let rows = 1; ; rows += 1) {
    const gap = Math.min(widest, rows > 1 ? (outer - inner) / (rows - 1) : outer - inner);
    const radii = Array.from({ length: rows }, (_, index) => outer - index * gap);
    const room = radii.map((radius) => Math.floor((Math.PI * radius) / gap) + 1);
    if (room.reduce((sum, seats) => sum + seats, 0) >= count) return { radii, room, gap };
  }
}

/** Shares the count over the rows in proportion to their room, to the last seat. */
function share(count: number, room: readonly number[]): number[] {
  const all = room.reduce((sum, seats) => sum + seats, 0);
  let before = 0;
  let given = 0;
  return room.map((seats) => {
    before += seats;
    const upTo = Math.round((count * before) / all);
    const here = upTo - given;
    given = upTo;
    return here;
  });
}

/** 席位纹: one seat for one voice, in true numbers; beyond `most`, one seat stands for `each` voices and both kinds keep their proportion. */
export function hall(members: number, citizens: number, most = 480): Hall {
  const each = Math.max(1, Math.ceil((members + citizens) / most));
  const squares = Math.round(members / each);
  const count = squares + Math.round(citizens / each);
  if (count === 0) return { seats: [], each, size: 4, radius: outer };
  const { radii, room, gap } = rowsFor(count);
  const seats: Seat[] = [];
  for (const [row, here] of share(count, room).entries()) {
    const radius = radii[row] ?? outer;
    for (let place = 0; place < here; place += 1) {
      const angle = here === 1 ? Math.PI / 2 : (Math.PI * place) / (here - 1);
      seats.push({ x: 100 - radius * Math.cos(angle), y: 98 - radius * Math.sin(angle), angle, member: false });
    }
  }
  // Steps of the golden ratio scatter the members evenly, the same way each time.
  const order = seats.map((_, index) => index).sort((a, b) => ((a * 0.618034) % 1) - ((b * 0.618034) % 1));
  for (const index of order.slice(0, squares)) {
    const seat = seats[index];
    if (seat) seat.member = true;
  }
  return { seats, each, size: Math.min(6, gap * 0.6), radius: radii[0] ?? outer };
}
