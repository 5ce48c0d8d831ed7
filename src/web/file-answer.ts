import type { Readable } from 'node:stream';
import type { Answer } from './page-route.ts';

interface Kept {
  readonly type: string;
  readonly name: string;
  readonly size: number;
  readonly width: number | null;
}
/** A kept file as an answer: a picture is shown, and for good, since its address names one content; a document is saved, under its title where it has one. */
export const fileAnswer = ({ type, name, size, width }: Kept, content: Readable, title?: string): Answer => ({
  kind: 'file',
  type,
  name: title === undefined ? name : `${savable(title)}${name.slice(name.lastIndexOf('.'))}`,
  size,
  content,
  inline: width !== null,
  immutable: width !== null,
});

/** Some systems cannot save under every name that can be read. */
const savable = (title: string): string => title.replace(/[\\/:*?"<>|\p{C}]+/gu, ' ').trim();
