import type { Gate } from './calls.ts';
import type { PageCache } from './page-cache.ts';

/** What server-rendered pages stand on. */
export interface Pages {
  readonly gate: Gate;
  readonly cache: PageCache;
  readonly css: string;
  readonly siteName: string;
  readonly lan: boolean;
  /** A WeChat service account is set. */
  readonly wechat: boolean;
  /** What the single sign-on is called; null without one. */
  readonly directory: string | null;
  readonly maxUploadBytes: number;
  readonly filesDir: string;
  /** Whether the installation shows demo data: every page then says so. */
  readonly demo: () => Promise<boolean>;
  readonly unread: (personId: string, now: Date) => Promise<number>;
  readonly script: (name: string) => string[];
}
