/** Texts that are easily bent on their way: they too must come back byte for byte, or be refused for their length as people count. */
export const hardTexts: Readonly<Record<string, string>> = {
  'spaces at both ends': '  　前后都有空格的一段话。 \t\n',
  'line ends of Windows': '第一行\r\n第二行\r\n\r\n第四行\r',
  'a mark at the beginning': '\ufeff开头有一个看不见的记号',
  'signs made of several': '一家人👨‍👩‍👧‍👦去看🏳️‍🌈，e\u0301 与 é 不同，한글과 한글',
  'rare characters': '𠮷野家、㵘水、䶮先生、𪚥、𬬻',
  'both directions': 'العربية עברית \u202eabc\u202c 结束',
  'what looks like markup': '<b>&amp;</b> \\n \\u0041 {{1}} %s \' " `',
  'what looks like a key': '__proto__ constructor {"text":"x"}',
  'exactly two thousand families': '👨‍👩‍👧'.repeat(2000),
  'one family too many': '👨‍👩‍👧'.repeat(2001),
};
