import { queryOptions } from '@tanstack/react-query';
import { readFigures } from '../../../features/statistics/contract.ts';
import type { Reply } from '../../../kit/endpoint.ts';
import { call } from '../../call.ts';
import { pollInterval } from '../attention.ts';

export type Figures = Reply<typeof readFigures>;
export const figuresQuery = (id: string) =>
  queryOptions({
    queryKey: ['figures', id],
    queryFn: ({ signal }) => call(readFigures, { id }, { signal }),
    refetchInterval: pollInterval,
  });
