import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { listMembers, readMembership } from '../../../features/people/member-contract.ts';
import { listOrgs, listParties, listTerms } from '../../../features/people/org-contract.ts';
import { listProfileChanges } from '../../../features/people/profile-contract.ts';
import type { Reply } from '../../../kit/endpoint.ts';
import { call } from '../../call.ts';

export type Org = Reply<typeof listOrgs>['rows'][number];
export type Term = Reply<typeof listTerms>['rows'][number];
export type Member = Reply<typeof readMembership>;

const STILL = 60_000;
export const orgsQuery = (committee: string) =>
  queryOptions({ queryKey: ['orgs', committee], queryFn: ({ signal }) => call(listOrgs, { id: committee }, { signal }) });
export const termsQuery = (committee: string) =>
  queryOptions({ queryKey: ['terms', committee], queryFn: ({ signal }) => call(listTerms, { id: committee }, { signal }) });
export const partiesQuery = queryOptions({
  queryKey: ['parties'],
  queryFn: ({ signal }) => call(listParties, {}, { signal }),
  staleTime: STILL * 60,
});

/** What the address of the roster says. */
export interface Filters {
  readonly committee?: string | undefined;
  readonly term?: string | undefined;
  readonly sector?: string | undefined;
  readonly subCommittee?: string | undefined;
  readonly group?: string | undefined;
  readonly status?: 'serving' | 'ended' | 'all' | undefined;
  readonly q?: string | undefined;
  readonly sort?: 'strokes' | 'office' | undefined;
}
export const membersQuery = (committee: string, { committee: _, ...filters }: Filters) =>
  infiniteQueryOptions({
    queryKey: ['members', committee, filters],
    queryFn: ({ pageParam, signal }) => {
      const said = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined && value !== ''));
      return call(listMembers, { id: committee, ...said, ...(pageParam !== '' && { after: pageParam }) }, { signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });
export const memberQuery = (id: string) =>
  queryOptions({ queryKey: ['member', id], queryFn: ({ signal }) => call(readMembership, { id }, { signal }) });
export const changesQuery = (committee: string, state: 'waiting' | 'decided') =>
  infiniteQueryOptions({
    queryKey: ['profile-changes', committee, state],
    queryFn: ({ pageParam, signal }) =>
      call(listProfileChanges, { id: committee, state, ...(pageParam !== '' && { after: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });
