import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Static } from 'typebox';
import {
  type ImportView,
  listImports,
  type Outcome,
  type PreviewRow,
  previewRows,
  type RosterKind,
  readImport,
} from '../../../features/roster/contract.ts';
import { call } from '../../call.ts';

export type Import = Static<typeof ImportView>;
export type Row = Static<typeof PreviewRow>;
const RUNNING_MS = 700;

/** How it stands: asked often while it is being written, which is a matter of seconds. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['roster-import', id],
    queryFn: ({ signal }) => call(readImport, { id }, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'importing' ? RUNNING_MS : false),
  });
export const importsQuery = (committee: string) =>
  infiniteQueryOptions({
    queryKey: ['roster-imports', committee],
    queryFn: ({ pageParam, signal }) => call(listImports, { id: committee, ...(pageParam !== '' && { after: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });
/** `checked`: each check is a preview of its own. */
export const rowsQuery = (id: string, outcome: Outcome, checked: string) =>
  infiniteQueryOptions({
    queryKey: ['roster-import', id, 'rows', outcome, checked],
    queryFn: ({ pageParam, signal }) => call(previewRows, { id, outcome, ...(pageParam > 0 && { after: pageParam }) }, { signal }),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

/** Where a list of each kind is sent. */
export const uploadPath = (committee: string, kind: RosterKind): string =>
  `/committees/${committee}/${{ members: 'member-rosters', partyMembers: 'party-rosters', units: 'unit-rosters' }[kind]}`;
/** A file to save: these leave the desk. */
export const listAddress = (committee: string, asked: Readonly<Record<string, string>>): string =>
  `/committees/${committee}/roster.xlsx?${new URLSearchParams(asked)}`;
export const templateAddress = (committee: string, kind: RosterKind): string =>
  `/committees/${committee}/roster-template.xlsx?kind=${kind}`;
export const reasonsAddress = (id: string): string => `/roster-imports/${id}/reasons.xlsx`;
