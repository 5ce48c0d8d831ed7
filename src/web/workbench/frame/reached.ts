import { onlineManager, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { Refused } from '../../call.ts';

export type Reached = 'yes' | 'offline' | 'silent';

/** Whether the server answers: told by the browser (no network), or by the frame's own question that nobody answered. */
export function useReached(): Reached {
  const client = useQueryClient();
  return useSyncExternalStore(
    (tell) => {
      const ends = [onlineManager.subscribe(tell), client.getQueryCache().subscribe(tell)];
      return () => {
        for (const end of ends) end();
      };
    },
    () => {
      if (!onlineManager.isOnline()) return 'offline';
      return isSilent(client.getQueryState(['desk'])?.error) ? 'silent' : 'yes';
    },
  );
}
const isSilent = (error: unknown): boolean => error instanceof Refused && error.status === 0;
