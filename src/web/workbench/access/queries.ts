import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type EntrantState, listEntrants, readEntrant } from '../../../features/access/contract.ts';
import { listRecoveries } from '../../../features/access/recovery-contract.ts';
import { listUnitLinks } from '../../../features/access/unit-contract.ts';
import type { Reply } from '../../../kit/endpoint.ts';
import { call } from '../../call.ts';

export type Entrant = Reply<typeof listEntrants>['rows'][number];
export type UnitLink = Reply<typeof listUnitLinks>['rows'][number];
export type LinkUnit = Reply<typeof listUnitLinks>['units'][number];
export type Recovery = Reply<typeof listRecoveries>['rows'][number];
export interface EntrantFilter {
  readonly state?: EntrantState | undefined;
  readonly sector?: string | undefined;
  readonly q?: string | undefined;
}
const said = (filter: EntrantFilter) => ({
  ...(filter.state && { state: filter.state }),
  ...(filter.sector !== undefined && { sectorId: filter.sector }),
  ...(filter.q !== undefined && { name: filter.q }),
});
const more = (after: string) => (after === '' ? {} : { after });

export const entrantsQuery = (id: string, filter: EntrantFilter) =>
  infiniteQueryOptions({
    queryKey: ['entrants', id, filter],
    queryFn: ({ pageParam, signal }) => call(listEntrants, { id, ...said(filter), ...more(pageParam) }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
export const historyQuery = (id: string, personId: string) =>
  queryOptions({ queryKey: ['entrant', id, personId], queryFn: ({ signal }) => call(readEntrant, { id, personId }, { signal }) });
export const unitLinksQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['unit-links', id],
    queryFn: ({ pageParam, signal }) => call(listUnitLinks, { id, ...more(pageParam) }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
export const recoveriesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['recoveries', id],
    queryFn: ({ pageParam, signal }) => call(listRecoveries, { id, ...more(pageParam) }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
