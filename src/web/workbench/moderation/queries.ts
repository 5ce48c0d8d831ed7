import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { listReadings, readQueue, readReading, type Tab } from '../../../features/moderation/contract.ts';
import type { Reply } from '../../../kit/endpoint.ts';
import { call } from '../../call.ts';
import { pollInterval } from '../attention.ts';

export type Row = Reply<typeof listReadings>['rows'][number];
export type Reading = Reply<typeof readReading>;

const about = (topic: string | undefined) => (topic === undefined ? {} : { topic });
export const queueQuery = (topic: string | undefined) =>
  queryOptions({
    queryKey: ['reading-queue', topic ?? ''],
    queryFn: ({ signal }) => call(readQueue, about(topic), { signal }),
    refetchInterval: pollInterval,
  });
export const readingsQuery = (tab: Tab, topic: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['readings', tab, topic ?? ''],
    queryFn: ({ pageParam, signal }) =>
      call(listReadings, { tab, ...about(topic), ...(pageParam !== '' && { after: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: pollInterval,
  });
export const readingQuery = (id: string) =>
  queryOptions({
    queryKey: ['reading', id],
    queryFn: ({ signal }) => call(readReading, { id }, { signal }),
    enabled: id !== '',
    refetchInterval: pollInterval,
  });
