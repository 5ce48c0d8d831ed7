const MOST = 60;

/** The first words on one line. */
export function excerpt(text: string): string {
  const plain = [...text.replace(/\s+/g, ' ').trim()];
  return plain.length > MOST ? `${plain.slice(0, MOST).join('')}……` : plain.join('');
}
