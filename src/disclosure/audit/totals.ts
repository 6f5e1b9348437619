import {identifier} from '../../db/text.js';
import type {Workspace} from '../../db/workspace.js';
import type {Model} from '../../models/model.js';
import {heldValue, least, type Tells} from '../nested.js';
import {type AuditLine, lineOf} from './report.js';

/** A count or amount as it stands in a published table, and the populations it is one of. */
export interface PublishedTotal {
  /** Table and column. */
  readonly where: string;
  /** Reference year and populations. */
  readonly chain: string;
  /** Persons, or cents. */
  readonly value: number;
  /** A difference below this tells of too few people. */
  readonly least: number;
}

/** S3 outside the closed list: subtract every published total from every other of a population that holds it. */
export async function attackTotals(
  workspace: Pick<Workspace, 'rows'>,
  models: readonly Pick<Model, 'name' | 'columns' | 'publish' | 'key'>[],
  tells: Tells,
): Promise<AuditLine> {
  const totals: PublishedTotal[] = [];
  for (const {name, columns, key} of models.filter((model) => model.publish)) {
    for (const [column, header] of Object.entries(columns)) {
      const {nests} = header;
      if (nests === undefined) continue;
      const rows = await workspace.rows<Record<string, never>>(
        `select *, (${nests}) as population, ${heldValue(identifier(column), header)} as held from published."${name}"`,
      );
      for (const row of rows as Readonly<Record<string, unknown>>[]) {
        if ((row.population ?? null) === null || (row.held ?? null) === null) continue;
        if (key.includes('dimension') && row.dimension !== 'by_total') continue;
        totals.push({
          where: `${name}.${column}`,
          chain: `${String(row.reference_year)} ${String(row.population)}`,
          value: Number(row.held),
          least: least(header, tells),
        });
      }
    }
  }
  return judgeTotals(totals);
}

export function judgeTotals(totals: readonly PublishedTotal[]): AuditLine {
  const broken: string[] = [];
  let tried = 0;
  totals.forEach((a, i) => {
    for (const b of totals.slice(i + 1)) {
      if (a.chain !== b.chain) continue;
      tried += 1;
      const difference = Math.abs(a.value - b.value);
      if (difference > 0 && difference < a.least) broken.push(`${a.chain}: ${a.where} and ${b.where}`);
    }
  });
  return lineOf('S3', 'subtract a published total from another of the same people', tried, broken);
}
