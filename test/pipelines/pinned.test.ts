import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {intake} from '../../pipelines/intake.js';
import {openWorkspace} from '../../src/db/workspace.js';
import {buildForPages, buildYears} from '../../src/models/build.js';
import {type Catalogue, layCatalogue} from '../../src/models/catalogue.js';
import type {Model} from '../../src/models/model.js';
import {sampledDeliveries} from '../data-samples/checked-in.js';
import {quiet} from '../effects.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-pinned-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const file = join(import.meta.dirname, 'pinned.csv');

/** The winter of the third campaign, as `npm start` sees it. */
const seenOn = '2025-01-31';

describe('the checked-in samples', () => {
  it('give the pinned rows and amounts (UPDATE=1 writes them anew, to be read as a diff)', async () => {
    const workspace = join(folder, 'workspace');
    await intake(workspace, sampledDeliveries(), 0, quiet);
    const open = await openWorkspace(workspace, {mode: 'write'});
    const catalogue = await layCatalogue(open, seenOn);
    await buildYears(catalogue, catalogue.years, quiet);
    await buildForPages(catalogue, quiet);
    const lines = ['relation,reference_year,rows,cents'];
    for (const model of inOrder(catalogue)) lines.push(...(await totals(catalogue, model)));
    open.close();
    const found = `${lines.join('\n')}\n`;
    if (process.env['UPDATE'] === '1') writeFileSync(file, found);
    expect(found.split('\n')).toEqual(readFileSync(file, 'utf8').split('\n'));
  });
});

/** Every relation a pipeline makes; what tells of loads and runs has no amounts and its own tests. */
const inOrder = ({models}: Catalogue): Model[] =>
  models.filter((m) => m.name !== 'check_results').sort((a, b) => (a.relation < b.relation ? -1 : 1));

/** A line a year: rows, and all columns of money added, in cents; empty for a relation without money. */
async function totals({workspace}: Catalogue, {relation, columns}: Model): Promise<string[]> {
  const described = await workspace.rows<{column_name: string; column_type: string}>(`describe ${relation}`);
  const cents = described
    .filter(({column_type: type}) => /^(DECIMAL|BIGINT|INTEGER|HUGEINT)/.test(type))
    .flatMap(({column_name: name}) => {
      const unit = columns[name]?.unit ?? '';
      // exports keep the contract's names, which carry no unit
      if (unit === 'EUR' || /(_eur|_amount|_wage|^bonus|^supplement|^payable|^balance)$/.test(name)) {
        return [`coalesce(100 * sum("${name}"), 0)`];
      }
      return unit === 'EUR cent' || /_cents$/.test(name) ? [`coalesce(sum("${name}"), 0)`] : [];
    });
  const year = described.some((c) => c.column_name === 'reference_year') ? 'reference_year' : 'null';
  const rows = await workspace.rows<{year: number | null; rows: number; cents: string | null}>(`
    select ${year} as year, count(*) as rows,
      ${cents.length === 0 ? 'null' : `(${cents.join(' + ')})::hugeint::varchar`} as cents
    from ${relation} group by 1 order by 1`);
  return rows.map((row) => `${relation},${row.year ?? ''},${row.rows},${row.cents ?? ''}`);
}
