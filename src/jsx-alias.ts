import { registerHooks } from 'node:module';

// One dialect: pages are written as React types them and rendered by Preact. Loaded before everything else:
// node --import ./dist/server/jsx-alias.js dist/server/main.js
const alias = new Map([
  ['react', 'preact/compat'],
  ['react-dom', 'preact/compat'],
  ['react/jsx-runtime', 'preact/jsx-runtime'],
  ['react/jsx-dev-runtime', 'preact/jsx-runtime'],
]);

registerHooks({ resolve: (specifier, context, next) => next(alias.get(specifier) ?? specifier, context) });
