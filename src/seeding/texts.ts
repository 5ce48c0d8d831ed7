import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PartKind } from '../features/deliberations/contract.ts';
import type { PartyCode, PartyLevel, System } from '../features/people/org-contract.ts';
import { SECTOR_TEMPLATES } from '../features/people/sector-templates.ts';
import type { Paper, Table } from './documents.ts';

const file = (name: string): string => readFileSync(join(process.cwd(), 'seeds', name), 'utf8');

/** Lists of sectors to begin a committee with, by how many they are. */
export const sectorLists = (): Readonly<Record<string, readonly string[]>> => SECTOR_TEMPLATES;

export type Level = 'province' | 'city';
export interface InstitutionText {
  readonly name: string;
  readonly shortName: string;
  readonly level: Level;
  readonly phone: string;
  readonly term: number;
  readonly sectors: string;
  readonly members: number;
  readonly subCommittees: readonly string[];
  readonly offices: readonly string[];
  readonly groups: readonly string[];
  readonly parties: readonly { readonly name: string; readonly party: PartyCode; readonly level: PartyLevel }[];
  readonly handover: readonly { readonly name: string; readonly system: System }[];
  readonly units: readonly { readonly name: string; readonly system: System; readonly handover?: string }[];
  readonly staff: readonly {
    readonly name: string;
    readonly account: string;
    readonly roles: readonly string[];
    readonly office: string;
  }[];
}
export const institutionTexts = (): Readonly<Record<Level, InstitutionText>> => JSON.parse(file('demo/institutions.json'));

export interface NameLists {
  readonly surnames: string;
  readonly given: string;
  readonly special: readonly {
    readonly name: string;
    readonly sector: Readonly<Partial<Record<Level, string>>>;
    readonly account?: string;
  }[];
  readonly netizens: readonly string[];
}
export const nameLists = (): NameLists => JSON.parse(file('demo/names.json'));

/** Days before today (negative: ahead) and a time of the wall. */
export type Moment = readonly [number, string];
export interface TopicText {
  readonly key: string;
  readonly committee: Level;
  readonly host: string;
  readonly title: string;
  readonly summary: string;
  readonly membersRead: 'before' | 'after';
  readonly publicRead: 'before' | 'after';
  /** Days before today. */
  readonly announced: number;
  readonly parts: readonly { readonly kind: PartKind; readonly from: Moment; readonly to: Moment }[];
  readonly focus: readonly string[];
  readonly figures: readonly { readonly value: string; readonly label: string }[];
  readonly figuresSource: string;
  readonly pictures: readonly { readonly drawing: string; readonly caption: string }[];
  readonly materials: readonly { readonly kind: 'pdf' | 'docx' | 'xlsx'; readonly title: string }[];
  readonly visits: { readonly perDay: number; readonly readers: number };
}
export const topicTexts = (): readonly TopicText[] => JSON.parse(file('demo/topics.json'));
export const postsOf = (key: string): string => file(`demo/${key}.posts.txt`);
export const materialTexts = (): Readonly<Record<string, Omit<Paper, 'title'> | Omit<Table, 'title'>>> =>
  JSON.parse(file('demo/materials.json'));
