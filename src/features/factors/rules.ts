/** How long a proof counts: exports, grants, erasure, un-masking ask for a fresh one (SECURITY §4.2). */
export const PROOF_MINUTES = 5;

/** Whether a proof of that moment still counts. */
export const isFresh = (provedAt: Date | null, now: Date): boolean =>
  provedAt !== null && now.getTime() - provedAt.getTime() < PROOF_MINUTES * 60_000;
