import { type KeptTable, keptDays } from './registry.ts';

/**
 * What this program keeps of people, by kind: the one table that the notice shows. `until`: removed with the person (own), kept as
 * the committee's record without the name (record), kept because the law asks for it (law), or for `days` after its end.
 * Kinds are words.privacy.kinds; `tables` are held against the database and against the sweep by a test.
 */
export interface Purpose {
  readonly kind: string;
  /** 个人信息保护法 第13条: by consent, to do what was asked for, by statutory duty. */
  readonly basis: 'consent' | 'service' | 'duty';
  readonly until: 'own' | 'record' | 'law' | number;
  readonly tables: readonly string[];
}
const days = (table: KeptTable): number => keptDays[table];

export const purposes = [
  { kind: 'account', basis: 'service', until: 'own', tables: ['person', 'identity'] },
  {
    kind: 'standing',
    basis: 'duty',
    until: 'record',
    tables: [
      'membership',
      'party_membership',
      'party_move',
      'member_change',
      'role_grant',
      'staff',
      'duty_side',
      'grant_request',
      'roster_import',
    ],
  },
  { kind: 'profile', basis: 'duty', until: 'own', tables: ['profile', 'profile_change'] },
  { kind: 'words', basis: 'consent', until: 'own', tables: ['post', 'post_version', 'draft'] },
  { kind: 'likes', basis: 'consent', until: 'record', tables: ['post_like', 'material_reading'] },
  { kind: 'files', basis: 'consent', until: 'own', tables: ['file', 'post_picture'] },
  { kind: 'readings', basis: 'duty', until: 'own', tables: ['reading'] },
  { kind: 'notices', basis: 'service', until: 'own', tables: ['notice', 'notice_mail'] },
  { kind: 'entry', basis: 'service', until: 'record', tables: ['activation', 'unit_link', 'phone_recovery', 'text_message'] },
  { kind: 'logins', basis: 'service', until: days('login'), tables: ['login'] },
  { kind: 'factors', basis: 'service', until: 'own', tables: ['account_change', 'totp', 'web_key', 'recovery_code', 'half_login'] },
  { kind: 'peers', basis: 'consent', until: 'own', tables: ['peer_consent', 'peer_subject', 'provider_grant'] },
  { kind: 'codes', basis: 'service', until: days('one_time_code'), tables: ['one_time_code'] },
  { kind: 'tries', basis: 'service', until: days('attempt'), tables: ['attempt'] },
  { kind: 'replies', basis: 'service', until: days('answered'), tables: ['answered'] },
  { kind: 'visits', basis: 'service', until: 'record', tables: ['visit_log', 'visit_open'] },
  { kind: 'consents', basis: 'duty', until: 'law', tables: ['consent', 'erasure_request', 'erasure'] },
  { kind: 'exports', basis: 'service', until: days('data_export'), tables: ['data_export'] },
  { kind: 'audit', basis: 'duty', until: 'law', tables: ['audit', 'step', 'fact'] },
] as const satisfies readonly Purpose[];
export type PurposeKind = (typeof purposes)[number]['kind'];
