import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { listPeerOwners, listPeers } from '../../../features/provider/contract.ts';
import type { Reply } from '../../../kit/endpoint.ts';
import { call } from '../../call.ts';
import { pollInterval } from '../attention.ts';

export type Peer = Reply<typeof listPeers>['rows'][number];

export const peersQuery = infiniteQueryOptions({
  queryKey: ['peers'],
  queryFn: ({ pageParam, signal }) => call(listPeers, pageParam === '' ? {} : { after: pageParam }, { signal }),
  initialPageParam: '',
  getNextPageParam: (page: { next: string | null }) => page.next ?? undefined,
  refetchInterval: pollInterval,
});
export const ownersQuery = queryOptions({
  queryKey: ['peer-owners'],
  queryFn: ({ signal }) => call(listPeerOwners, {}, { signal }),
  staleTime: 300_000,
});
