import type { AccountChange } from '../../people/contract.ts';

export interface KeyRow {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly usedAt: Date | null;
}
export interface SecurityData {
  readonly demo: boolean;
  readonly account: { readonly name: string; readonly setAt: Date } | null;
  readonly totp: boolean;
  readonly keys: number;
  readonly codes: number;
  readonly keysWork: boolean;
  readonly list: readonly KeyRow[];
  /** What opened the account and changed lately, newest first. */
  readonly changes: readonly ChangeRow[];
}
export interface ChangeRow {
  readonly id: string;
  readonly what: AccountChange;
  readonly at: Date;
  readonly own: boolean;
  readonly office: string | null;
  readonly officePhone: string | null;
}
