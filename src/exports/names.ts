import {basename, join} from 'node:path';
import {misused} from '../errors.js';
import {filesIn, rooms} from '../house.js';
import {didYouMean} from '../suggest.js';

export const exportFormats = ['csv', 'parquet', 'arrow', 'xlsx'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** The format that the name of a file asks for; what says nothing is CSV. */
export const formatOf = (file: string): ExportFormat =>
  exportFormats.find((format) => file.toLowerCase().endsWith(`.${format}`)) ?? 'csv';

/** The file of an export by its name on the command line, where words are joined by a hyphen. */
export const exportFile = (name: string): string | undefined =>
  exportFiles().find((path) => nameOf(path) === name.replaceAll('_', '-'));

/** The relation of an export by its name on the command line. */
export const exportRelation = (name: string): string => `exports.${name.replaceAll('-', '_')}`;

/**
 * Refuse an export that does not exist. Only file names are looked at: no workspace is needed to know.
 *
 * @throws {JobbonusError} `EXPORT_UNKNOWN` (exit 2)
 */
export function requireExport(name: string): void {
  if (exportFile(name) !== undefined) return;
  const names = exportFiles().map(nameOf);
  throw misused(
    'EXPORT_UNKNOWN',
    `export ${JSON.stringify(name)} is unknown${didYouMean(name, names)}; there are ${names.join(', ')}`,
  );
}

/** The exports there are: every file of `sql/exports`. */
const exportFiles = (): string[] => filesIn(join(rooms.sql, 'exports'), '.sql');

const nameOf = (path: string): string => basename(path, '.sql').replaceAll('_', '-');
