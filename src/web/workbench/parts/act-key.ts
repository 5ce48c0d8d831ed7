import { useRef } from 'react';
import { newKey } from '../../call.ts';

/** One act, one key: sent again after a lost reply it has one effect; what is said otherwise is another act. */
export function useActKey() {
  const keys = useRef(new Map<string, string>());
  return {
    of(act: string): string {
      const key = keys.current.get(act) ?? newKey();
      keys.current.set(act, key);
      return key;
    },
    /** The act is done: the same words are another one from now on. */
    done: () => keys.current.clear(),
  };
}
