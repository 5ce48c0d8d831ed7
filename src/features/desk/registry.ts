import type { Db } from '../../kit/db.ts';
import type { Duty, Work } from './contract.ts';

/** A piece of work as the feature that owns it states it; the desk adds names and lights. */
export interface TodoRow {
  /** Stable as long as the work is the same. */
  readonly key: string;
  readonly work: Work;
  readonly committeeId: string;
  readonly topic: { readonly id: string; readonly title: string } | null;
  readonly until: Date | null;
  readonly since: Date | null;
  readonly counts: Readonly<Record<string, number>>;
}
/** Who asks: the work of a duty at these committees, as far as this person may do it. */
export interface TodoAsked {
  readonly personId: string;
  readonly bodies: readonly string[];
  readonly now: Date;
}
/** A feature that has work for people registers this under its kind (server/mount.ts). */
export interface TodoKind {
  readonly duty: Duty;
  todosOf(db: Db, asked: TodoAsked): Promise<TodoRow[]>;
  /** How many things this person got done since then. */
  doneBy(db: Db, personId: string, since: Date): Promise<number>;
}
export type TodoKinds = Readonly<Record<string, TodoKind>>;

/** What only the process around the features knows of its installation. */
export interface Installation {
  readonly siteName: string;
  readonly publicUrl: string;
  readonly maxUploadMb: number;
  readonly demo: () => Promise<boolean>;
  /** OIDC_NAME, where OIDC_ISSUER is set. */
  readonly signOn: string | null;
  readonly version: string;
  readonly startedAt: Date;
  readonly manualClock: boolean;
  readonly nightlyBackup: boolean;
  readonly mailOn: boolean;
  /** Whether a WeChat service account is set, and what it last refused, since when. */
  /** ADMIN_FACTOR: administrators need a second factor. */
  readonly adminFactor: boolean;
  readonly wechat: () => { readonly on: boolean; readonly trouble: string | null; readonly since: string | null };
  /** What the last nightly backup left behind; undefined before the first. */
  readonly lastBackup: () => LastBackup | undefined;
  readonly disk: () => Promise<{ readonly free: number; readonly size: number }>;
  /** Why the loops behind the actions stand still, if they do. */
  readonly trouble: () => string | null;
}
interface LastBackup {
  readonly at: string | null;
  readonly failedAt?: string;
  readonly problem?: { readonly zh: string; readonly en: string };
}
