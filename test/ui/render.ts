import { gzipSync } from 'node:zlib';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { ReactElement } from 'react';
import { build } from 'vite';

/** What React types, Preact renders. */
export const html = (element: ReactElement) => `<!doctype html>${renderToString(element as unknown as VNode)}`;

/** One sheet as the build makes it: bundled, lowered and minified. */
export async function sheet(name: 'public' | 'desk'): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, cssTarget: ['chrome86', 'safari13'], rolldownOptions: { input: `src/web/ui/${name}.css` } },
  });
  const outputs = Array.isArray(made) ? made.flatMap(({ output }) => output) : 'output' in made ? made.output : [];
  const css = outputs.find(({ fileName }) => fileName.endsWith('.css'));
  if (css?.type !== 'asset') throw new Error(`no sheet came out of ${name}.css`);
  return String(css.source);
}

export const zipped = (text: string) => gzipSync(text, { level: 9 }).length;
