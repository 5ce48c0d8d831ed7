import { execFileSync } from 'node:child_process';
import { renderToString } from 'preact-render-to-string';
import { createContext, useContext, useState } from 'react';
import { beforeAll, describe, expect, test } from 'vitest';
import { Button } from '../../src/web/ui/Button.tsx';

// Pages say `react` and are rendered by Preact: the same text must come out of vitest and of the emitted files in plain Node.
const Voice = createContext('nobody');
function Greeting() {
  const [count] = useState(7);
  return (
    <p className="greeting">
      {useContext(Voice)} {count}
    </p>
  );
}

describe('JSX as React types it', () => {
  beforeAll(() => {
    execFileSync('bin/build', { stdio: 'ignore' });
  });

  test('is rendered by Preact in vitest, with state and context', () => {
    const html = renderToString(
      <Voice value="委员">
        <Greeting />
      </Voice>,
    );
    expect(html).toBe('<p class="greeting">委员 7</p>');
  });

  test('is rendered by the emitted files in Node just the same', () => {
    const script = `
      import { renderToString } from 'preact-render-to-string';
      import { createContext, useContext, useState } from 'react';
      import { jsx } from 'react/jsx-runtime';
      import { Button } from './dist/server/web/ui/Button.js';
      const Voice = createContext('nobody');
      const Greeting = () => jsx('p', { className: 'greeting', children: [useContext(Voice), ' ', useState(7)[0]] });
      console.log(renderToString(jsx(Voice.Provider, { value: '委员', children: jsx(Greeting, {}) })));
      console.log(renderToString(jsx(Button, { children: '发布', look: 'primary' })));`;
    const out = execFileSync('bin/node', ['--import', './dist/server/jsx-alias.js', '--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    expect(out.split('\n').slice(0, 2)).toEqual(['<p class="greeting">委员 7</p>', renderToString(<Button look="primary">发布</Button>)]);
  });
});
