import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { listTopics, readTopic } from '../../../features/deliberations/contract.ts';
import { listHosts } from '../../../features/people/contract.ts';
import { call } from '../../call.ts';
import { pollInterval } from '../attention.ts';

export type TopicState = 'draft' | 'announced' | 'open' | 'closed' | 'withdrawn';

export const topicQuery = (id: string) =>
  queryOptions({ queryKey: ['topic', id], queryFn: ({ signal }) => call(readTopic, { id }, { signal }), refetchInterval: pollInterval });

export const hostsQuery = (committeeId: string) =>
  queryOptions({
    queryKey: ['hosts', committeeId],
    queryFn: ({ signal }) => call(listHosts, { id: committeeId }, { signal }),
    enabled: committeeId !== '',
    staleTime: 300_000,
  });

export const topicsQuery = (committee: string, state: TopicState | undefined) =>
  infiniteQueryOptions({
    queryKey: ['topics', 'pages', committee, state],
    queryFn: ({ pageParam, signal }) =>
      call(listTopics, { committee, ...(state && { state }), ...(pageParam !== '' && { after: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });
