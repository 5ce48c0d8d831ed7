import { MutationCache, QueryCache, QueryClient, queryOptions } from '@tanstack/react-query';
import { readDesk, readTodos } from '../../features/desk/contract.ts';
import { call, Refused } from '../call.ts';
import { pollInterval, whenBack } from './attention.ts';
import { signInNeeded } from './frame/sign-in-needed.ts';

/** A call that was answered 401 asks for the sign-in, whoever made it. */
export const noted = (error: unknown): void => {
  if (error instanceof Refused && error.status === 401) signInNeeded.set(true);
};
/** Nobody answered, or something broke: the next try may succeed. */
export const isPassing = (error: unknown): boolean => error instanceof Refused && (error.status === 0 || error.status >= 500);

export const client = new QueryClient({
  queryCache: new QueryCache({ onError: noted }),
  mutationCache: new MutationCache({ onError: noted }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // Without a network a question fails and says so; a paused one would look as if it were still on its way.
      networkMode: 'always',
      retry: (count, error) => isPassing(error) && count < 2,
    },
    mutations: { networkMode: 'always' },
  },
});

whenBack(() => void client.refetchQueries({ type: 'active' }));

export const deskQuery = queryOptions({
  queryKey: ['desk'],
  queryFn: ({ signal }) => call(readDesk, {}, { signal }),
  refetchInterval: pollInterval,
});
export const todosQuery = queryOptions({
  queryKey: ['todos'],
  queryFn: ({ signal }) => call(readTodos, {}, { signal }),
  refetchInterval: pollInterval,
});

/** After an act: what is on the screen, and every count around it. */
export const refresh = (...keys: readonly (readonly unknown[])[]): Promise<unknown> =>
  Promise.all([['desk'], ['todos'], ...keys].map((queryKey) => client.invalidateQueries({ queryKey })));
