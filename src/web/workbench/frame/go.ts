import { useRouter } from '@tanstack/react-router';
import { type MouseEvent, useCallback } from 'react';

/** Lets plain links change the screen without loading; a new tab stays a new tab. */
export function useGo() {
  const { history } = useRouter();
  return useCallback(
    (event: MouseEvent<HTMLAnchorElement>, href: string) => {
      if (!href.startsWith('/desk') || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      history.push(href);
    },
    [history],
  );
}

/** The address of a screen with its filters; what is undefined is left out. */
export function at(path: string, search: Readonly<Record<string, string | undefined>> = {}): string {
  const said = Object.entries(search).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return `/desk${path}${said.length > 0 ? `?${new URLSearchParams(said)}` : ''}`;
}
