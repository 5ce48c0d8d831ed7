/** What a document says, without its markup. */
export const wordsOf = (html: string): string =>
  unescaped(
    html
      .replace(/<(style|script|noscript)\b.*?<\/\1>/gs, ' ')
      .replace(/<br ?\/?>/g, ' ')
      .replace(/<[^>]*>/g, ''),
  )
    .replace(/\s+/g, ' ')
    .trim();
export const titleOf = (html: string): string => unescaped(/<title>(.*?)<\/title>/s.exec(html)?.[1] ?? '');
/** The inside of the first element with this attribute and value, up to its closing tag of the same name. */
export const partOf = (html: string, start: RegExp): string => {
  const from = html.search(start);
  return from < 0 ? '' : html.slice(from);
};
/** The value of a field, or of a named hidden one. */
export const fieldOf = (html: string, name: string): string | undefined => {
  const input = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(html)?.[0];
  const area = new RegExp(`<textarea[^>]*name="${name}"[^>]*>(.*?)</textarea>`, 's').exec(html)?.[1];
  const value = input === undefined ? area : /value="([^"]*)"/.exec(input)?.[1];
  return value === undefined ? undefined : unescaped(value);
};

function unescaped(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');
}
