import { expect, test } from 'vitest';
import * as posts from '../features/deliberations/post-contract.ts';
import * as deliberations from '../features/deliberations/web/addresses.ts';
import * as proofs from '../features/factors/contract.ts';
import * as factors from '../features/factors/web/addresses.ts';
import * as accounts from '../features/people/contract.ts';
import * as people from '../features/people/web/addresses.ts';
import * as figures from '../features/statistics/contract.ts';
import * as statistics from '../features/statistics/web/addresses.ts';

test.each([
  ['deliberations', deliberations, posts],
  ['factors', factors, proofs],
  ['people', people, accounts],
  ['statistics', statistics, figures],
] as const)('phones call the endpoints of %s where their contract says', (_, addresses, contract) => {
  const stated = Object.keys(addresses);
  expect(stated.length).toBeGreaterThan(0);
  for (const name of stated) {
    const { method, path } = Reflect.get(addresses, name);
    expect([name, method, path]).toEqual([name, Reflect.get(contract, name)?.method, Reflect.get(contract, name)?.path]);
  }
});
