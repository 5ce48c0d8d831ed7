import { Refusal } from './refusal.ts';

/** One row of a lifecycle: from which states, to which, by whom; what it needs, leaves behind and starts. */
export interface Command<S extends string> {
  readonly from: readonly S[];
  /** `previous`: back to where the last step came from. */
  readonly to: S | 'previous';
  readonly by: readonly string[];
  readonly needs?: readonly string[];
  /** A named pure predicate over the loaded thing. */
  readonly when?: string;
  readonly fact: string;
  readonly starts?: string;
}
export interface Lifecycle<S extends string = string, C extends string = string> {
  readonly states: readonly S[];
  readonly initial: readonly S[];
  readonly final: readonly S[];
  readonly commands: Readonly<Record<C, Command<S>>>;
}

export function lifecycle<const S extends string, C extends string>(table: {
  readonly states: readonly S[];
  readonly initial: readonly NoInfer<S>[];
  readonly final: readonly NoInfer<S>[];
  readonly commands: Readonly<Record<C, Command<NoInfer<S>>>>;
}): Lifecycle<S, C> {
  return table;
}

/** The state after `command`, or a refusal: the act is too late or too early for this state. */
export function next<S extends string, C extends string>(table: Lifecycle<S, C>, command: C, state: S, previous?: S): S {
  const row = table.commands[command];
  if (!row.from.includes(state)) throw new Refusal('changed-meanwhile', 409, { state, command });
  if (row.to !== 'previous') return row.to;
  if (previous === undefined) throw new Refusal('changed-meanwhile', 409, { state, command });
  return previous;
}

/** The commands that a state allows: the buttons. Standing is asked of `may` with the same row's `by`. */
export const offered = <S extends string, C extends string>(table: Lifecycle<S, C>, state: S): C[] =>
  (Object.keys(table.commands) as C[]).filter((command) => table.commands[command].from.includes(state));

/** What is wrong with a table: states nobody reaches, non-final states without a way out, final states with one. */
export function faults(table: Lifecycle): string[] {
  const rows = Object.entries(table.commands);
  const reached = new Set<string>(table.initial);
  for (const [, row] of rows) for (const state of row.to === 'previous' ? [] : [row.to]) reached.add(state);
  const out = (state: string) => rows.some(([, row]) => row.from.includes(state));
  return [
    ...table.states.filter((s) => !reached.has(s)).map((s) => `nobody reaches ${s}`),
    ...table.states.filter((s) => !table.final.includes(s) && !out(s)).map((s) => `no way out of ${s}`),
    ...table.final.filter(out).map((s) => `final state ${s} has a way out`),
    ...rows.flatMap(([name, row]) =>
      [...row.from, row.to].filter((s) => s !== 'previous' && !table.states.includes(s)).map((s) => `${name}: ${s}?`),
    ),
  ];
}
