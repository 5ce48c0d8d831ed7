import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { erasableWays, exportableWays } from '../features/access/personal.ts';
import { erasableWords, exportableWords } from '../features/deliberations/personal.ts';
import { erasableFactors, exportableFactors } from '../features/factors/personal.ts';
import { erasableFiles, exportableFiles } from '../features/files/personal.ts';
import { erasableReadings, exportableReadings } from '../features/moderation/personal.ts';
import { erasableNotices, exportableNotices } from '../features/notices/personal.ts';
import { erasableDuties, exportableDuties } from '../features/oversight/personal.ts';
import { erasablePerson, exportablePerson } from '../features/people/personal.ts';
import { erasableTraces, exportableTraces } from '../features/privacy/house-store.ts';
import { type ErasureLedger, erasureLedger, LEDGER_FILE } from '../features/privacy/ledger.ts';
import { erasablePrivacy, exportablePrivacy } from '../features/privacy/personal.ts';
import type { Personal } from '../features/privacy/registry.ts';
import { erasablePeers, exportablePeers } from '../features/provider/personal.ts';
import { erasableContacts, erasableImports, exportableContacts, exportableImports } from '../features/roster/personal.ts';

/**
 * Every feature that knows people. Those that point at files stand before the files, and the person last: the others find their rows
 * by it. A test looks at every column of the database that names a person and fails on one that nobody here names.
 */
export const personal: Personal = {
  erasable: [
    erasableWords,
    erasableReadings,
    erasableNotices,
    erasableContacts,
    erasableWays,
    erasableFactors,
    erasableDuties,
    erasablePeers,
    erasableImports,
    erasablePrivacy,
    erasableTraces,
    erasableFiles,
    erasablePerson,
  ],
  exportable: [
    exportablePerson,
    exportableWords,
    exportableFiles,
    exportableReadings,
    exportableNotices,
    exportableWays,
    exportableFactors,
    exportableDuties,
    exportablePeers,
    exportableImports,
    exportableContacts,
    exportablePrivacy,
    exportableTraces,
  ],
};

/** Outside of the database: packed copies of people's data, and the erasure ledger. */
export interface PersonalPlaces {
  readonly exports: string;
  readonly ledger: ErasureLedger;
}
/** In the data folder, and beside the backups: the machine may be lost with the former. */
export const personalPlaces = ({ dataDir, backupDir }: Pick<Config, 'dataDir' | 'backupDir'>): PersonalPlaces => ({
  exports: join(dataDir, 'exports'),
  ledger: erasureLedger([join(dataDir, LEDGER_FILE), join(backupDir, LEDGER_FILE)]),
});
