import type { Duty } from '../desk/contract.ts';

/** 三员: a person holds one of them and nothing beside. */
export const posts = ['systemAdmin', 'securityAdmin', 'auditAdmin'] as const;
export const isPost = (duty: string): boolean => posts.some((post) => post === duty);

/** Whether a duty goes with what somebody holds; the database says the same (duty_side). */
export const goesWith = (duty: Duty, held: readonly string[]): boolean => (isPost(duty) ? held.length === 0 : !held.some(isPost));
