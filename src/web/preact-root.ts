import { hydrate, render } from 'preact';
import type { ReactNode } from 'react';

// Stands for react-dom/client in the scripts of public pages: what they use of it, without the rest of the compatibility layer.
const rooted = (place: Element, content: ReactNode, how: typeof render): void => how(content as never, place);

export const createRoot = (place: Element) => ({
  render: (content: ReactNode) => rooted(place, content, render),
  unmount: () => rooted(place, null, render),
});
export const hydrateRoot = (place: Element, content: ReactNode): void => rooted(place, content, hydrate);
