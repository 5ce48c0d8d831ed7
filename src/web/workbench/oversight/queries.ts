import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type AuditOutcome, listAudit } from '../../../features/oversight/audit-contract.ts';
import { listGrants, listStaff, listStaffOffices } from '../../../features/oversight/contract.ts';
import type { Reply } from '../../../kit/endpoint.ts';
import { call } from '../../call.ts';
import { pollInterval } from '../attention.ts';

export type StaffRow = Reply<typeof listStaff>['rows'][number];
export type Grant = Reply<typeof listGrants>['rows'][number];
export type AuditRow = Reply<typeof listAudit>['rows'][number];
/** As it stands in the address: what is not chosen is undefined. */
export interface AuditFilter {
  readonly from: string | undefined;
  readonly until: string | undefined;
  readonly person: string | undefined;
  readonly act: string | undefined;
  readonly outcome: AuditOutcome | undefined;
  readonly thing: string | undefined;
}
/** Only what is chosen. */
export const chosen = ({ from, until, person, act, outcome, thing }: AuditFilter) => ({
  ...(from !== undefined && { from }),
  ...(until !== undefined && { until }),
  ...(person !== undefined && { person }),
  ...(act !== undefined && { act }),
  ...(outcome !== undefined && { outcome }),
  ...(thing !== undefined && { thing }),
});

const next = { initialPageParam: '', getNextPageParam: (page: { next: string | null }) => page.next ?? undefined };
const after = (page: string) => (page === '' ? {} : { after: page });

export const staffQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: ['staff', search],
    queryFn: ({ pageParam, signal }) => call(listStaff, { ...(search !== '' && { search }), ...after(pageParam) }, { signal }),
    ...next,
  });
export const grantsQuery = (tab: 'waiting' | 'decided') =>
  infiniteQueryOptions({
    queryKey: ['grants', tab],
    queryFn: ({ pageParam, signal }) => call(listGrants, { tab, ...after(pageParam) }, { signal }),
    ...next,
    refetchInterval: pollInterval,
  });
export const officesQuery = queryOptions({
  queryKey: ['staff-offices'],
  queryFn: ({ signal }) => call(listStaffOffices, {}, { signal }),
  staleTime: 300_000,
});
/** Not asked again by itself: each reading leaves its own row. */
export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) => call(listAudit, { ...chosen(filter), ...after(pageParam) }, { signal }),
    ...next,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
