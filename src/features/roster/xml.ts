/** What a scan meets, in order. Names come without their prefix: some programs write x:row. */
export interface Met {
  open(name: string, attributes: string): void;
  close(name: string): void;
  text(text: string): void;
}
export class NotXml extends Error {}

/**
 * Walks an XML text once, from left to right. Knows the five entities and character numbers, and no others: a text with a
 * document type could declare some that swell or that fetch (billion laughs, XXE), and is refused.
 */
export function scan(xml: string, met: Met): void {
  for (let at = 0; at < xml.length; ) {
    const tag = xml.indexOf('<', at);
    if (tag < 0) return;
    if (tag > at) met.text(plain(xml.slice(at, tag)));
    at = xml.charCodeAt(tag + 1) === 33 || xml.charCodeAt(tag + 1) === 63 ? aside(xml, tag, met) : element(xml, tag, met);
  }
}

/** Comments, CDATA and instructions. @returns where it goes on. */
function aside(xml: string, tag: number, met: Met): number {
  const [begin, end] = xml.startsWith('<!--', tag)
    ? [4, '-->']
    : xml.startsWith('<![CDATA[', tag)
      ? [9, ']]>']
      : xml.startsWith('<?', tag)
        ? [2, '?>']
        : [0, ''];
  const to = begin > 0 ? xml.indexOf(end, tag + begin) : -1;
  if (to < 0) throw new NotXml();
  if (begin === 9) met.text(xml.slice(tag + begin, to));
  return to + end.length;
}

function element(xml: string, tag: number, met: Met): number {
  const end = endOf(xml, tag);
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
  return end + 1;
}

/** The bracket that ends a tag: one within quotation marks does not. */
function endOf(xml: string, tag: number): number {
  let quote = 0;
  for (let at = tag + 1; at < xml.length; at++) {
    const code = xml.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 34 || code === 39) quote = code;
    else if (code === 62) return at;
  }
  throw new NotXml();
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
