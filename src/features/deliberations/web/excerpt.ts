const MOST = 60;

/** The first words on one line. */
export function excerpt(text: string, most = MOST): string {
  const plain = [...text.replace(/\s+/g, ' ').trim()];
  return plain.length > most ? `${plain.slice(0, most).join('')}……` : plain.join('');
}
