import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { listErasureRequests, listPrivacyNotices, readDefaultNotice } from '../../../features/privacy/contract.ts';
import type { Reply } from '../../../kit/endpoint.ts';
import { call } from '../../call.ts';

export type PublishedNotice = Reply<typeof listPrivacyNotices>['rows'][number];
export type ErasureRequest = Reply<typeof listErasureRequests>['rows'][number];

export const noticesQuery = queryOptions({
  queryKey: ['privacy-notices'],
  queryFn: ({ signal }) => call(listPrivacyNotices, {}, { signal }),
});
export const defaultNoticeQuery = queryOptions({
  queryKey: ['privacy-notices', 'default'],
  queryFn: ({ signal }) => call(readDefaultNotice, {}, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});
export const erasuresQuery = infiniteQueryOptions({
  queryKey: ['erasure-requests'],
  queryFn: ({ pageParam, signal }) => call(listErasureRequests, pageParam === null ? {} : { after: pageParam }, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});
