/** One post or reply of a demo script (seeds/demo/*.posts.txt), as it is written there. */
export interface Line {
  /** Days back and a time of the wall, or minutes before now. */
  readonly when: { readonly days: number; readonly time: string } | { readonly minutes: number };
  readonly who:
    | { readonly kind: 'member'; readonly sector: string; readonly number: number }
    | { readonly kind: 'netizen'; readonly name: string };
  /** The line that is answered. */
  readonly to: Line | null;
  readonly text: string;
  /** How often it is liked: by people, by visitors. */
  readonly likes: readonly [number, number];
  readonly picture: string | null;
  /** Changed so many minutes after it was written, to this text. */
  readonly edit: { readonly minutes: number; readonly text: string } | null;
  readonly reading: 'accept' | 'wait' | 'hold' | { readonly reason: string; readonly words: string; readonly appeal: string | null };
}

/** `# when | who | more` begins a post, `##` a reply to it, `###` a reply to the reply before; the text follows until the next one. */
export function linesOf(script: string): Line[] {
  const lines: Line[] = [];
  const last: (Line | null)[] = [null, null, null, null];
  for (const block of script.split(/^(?=#)/m).filter((one) => one.trim() !== '')) {
    const [head = '', ...body] = block.split('\n');
    const [, marks = '', said = ''] = /^(#{1,3}) (.*)$/.exec(head) ?? [];
    if (marks === '') throw new SyntaxError(`not a head: ${head}`);
    const line = lineOf(said, body.join('\n').trim(), last[marks.length - 1] ?? null);
    if (marks.length > 1 && line.to === null) throw new SyntaxError(`nothing to answer: ${head}`);
    last.fill(null, marks.length);
    last[marks.length] = line;
    lines.push(line);
  }
  return lines;
}

function lineOf(head: string, body: string, to: Line | null): Line {
  const [when = '', who = '', ...more] = head.split('|').map((part) => part.trim());
  const [text = '', edited] = body.split('\n~~~\n');
  const said = new Map(more.map((part) => [part.split(' ')[0] ?? '', part.split(' ').slice(1)]));
  const [likes = '0', visitorLikes = '0'] = (said.get('赞')?.[0] ?? '').split('+');
  const unknown = [...said.keys()].find((word) => !['赞', '图', '改', '待审', '暂存', '不公开', '申诉'].includes(word));
  if (unknown !== undefined) throw new SyntaxError(`not a mark: ${unknown}`);
  const [reason = '', ...words] = said.get('不公开') ?? [];
  return {
    when: whenOf(when),
    who: whoOf(who),
    to,
    text,
    likes: [Number(likes), Number(visitorLikes)],
    picture: said.get('图')?.[0] ?? null,
    edit: edited === undefined ? null : { minutes: Number(said.get('改')?.[0]), text: edited },
    reading:
      reason !== ''
        ? { reason, words: words.join(' '), appeal: said.get('申诉')?.join(' ') ?? null }
        : said.has('待审')
          ? 'wait'
          : said.has('暂存')
            ? 'hold'
            : 'accept',
  };
}
function whenOf(text: string): Line['when'] {
  const [, days, time = ''] = /^(\d+)天前 (\d\d:\d\d)$/.exec(text) ?? [];
  if (days !== undefined) return { days: Number(days), time };
  const [, minutes] = /^(\d+)分钟前$/.exec(text) ?? [];
  if (minutes === undefined) throw new SyntaxError(`not a time: ${text}`);
  return { minutes: Number(minutes) };
}
function whoOf(text: string): Line['who'] {
  const [kind, name = ''] = text.split(' ');
  if (kind === '网友') return { kind: 'netizen', name };
  if (kind !== '委员') throw new SyntaxError(`not a person: ${text}`);
  const second = name.endsWith('二');
  return { kind: 'member', sector: second ? name.slice(0, -1) : name, number: second ? 1 : 0 };
}
