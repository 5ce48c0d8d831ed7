/** What a scan meets, in order. Names come without their prefix: some programs write x:row. */
export interface Met {
  open(name: string, attributes: string): void;
  close(name: string): void;
  text(text: string): void;
}
export class NotXml extends Error {}
/** One part of a workbook: tells what it meets. */
export type Part = (met: Met) => Promise<void>;

/** A tag, or a text between two: a cell holds 32,767 characters at most. */
const MOST_PIECE = 1_048_576;
const UNFINISHED = -1;

/**
 * Walks an XML text once, from left to right, as its pieces come. Knows the five entities and character numbers, and no others: a text
 * with a document type could declare some that swell or that fetch (billion laughs, XXE), and is refused.
 */
export function scanner(met: Met) {
  let rest = '';
  return {
    write(piece: string): void {
      rest = walked(rest + piece, met);
      if (rest.length > MOST_PIECE) throw new NotXml();
    },
    end(): void {
      if (rest.includes('<')) throw new NotXml();
    },
  };
}
/** @returns what is not whole yet. */
function walked(xml: string, met: Met): string {
  for (let at = 0; ; ) {
    const tag = xml.indexOf('<', at);
    if (tag < 0) return xml.slice(at);
    const isAside = xml.charCodeAt(tag + 1) === 33 || xml.charCodeAt(tag + 1) === 63;
    const to = isAside ? endOfAside(xml, tag) : endOf(xml, tag);
    if (to === UNFINISHED) return xml.slice(at);
    if (tag > at) met.text(plain(xml.slice(at, tag)));
    if (!isAside) element(xml, tag, to - 1, met);
    else if (xml.startsWith('<![CDATA[', tag)) met.text(xml.slice(tag + 9, to - 3));
    at = to;
  }
}

/** Comments, CDATA and instructions. @returns where it goes on. */
function endOfAside(xml: string, tag: number): number {
  const [begin, end] = xml.startsWith('<!--', tag)
    ? [4, '-->']
    : xml.startsWith('<![CDATA[', tag)
      ? [9, ']]>']
      : xml.startsWith('<?', tag)
        ? [2, '?>']
        : [0, ''];
  if (begin === 0 && xml.length - tag >= 9) throw new NotXml();
  const at = begin === 0 ? UNFINISHED : xml.indexOf(end, tag + begin);
  return at < 0 ? UNFINISHED : at + end.length;
}

function element(xml: string, tag: number, end: number, met: Met): void {
  const isClosing = xml.charCodeAt(tag + 1) === 47;
  const isEmpty = xml.charCodeAt(end - 1) === 47;
  const inside = xml.slice(tag + (isClosing ? 2 : 1), isEmpty ? end - 1 : end);
  const space = inside.search(/\s/);
  const whole = space < 0 ? inside : inside.slice(0, space);
  const name = whole.slice(whole.indexOf(':') + 1);
  if (isClosing) met.close(name);
  else {
    met.open(name, space < 0 ? '' : inside.slice(space));
    if (isEmpty) met.close(name);
  }
}

/** Behind the bracket that ends a tag: one within quotation marks does not. */
function endOf(xml: string, tag: number): number {
  let quote = 0;
  for (let at = tag + 1; at < xml.length; at++) {
    const code = xml.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 34 || code === 39) quote = code;
    else if (code === 62) return at + 1;
  }
  return UNFINISHED;
}

const patterns = new Map<string, RegExp>();
/** One attribute's value, whatever stands before its name's colon. */
export function attribute(attributes: string, name: string): string | null {
  let pattern = patterns.get(name);
  if (!pattern) {
    pattern = new RegExp(`\\s(?:\\w+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
    patterns.set(name, pattern);
  }
  const found = pattern.exec(attributes);
  return found ? plain(found[1] ?? found[2] ?? '') : null;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
function plain(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w{1,10}));/g, (all, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? all;
    const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
