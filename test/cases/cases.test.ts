import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {intake} from '../../pipelines/intake.js';
import {openWorkspace, type Workspace} from '../../src/db/workspace.js';
import {filesIn} from '../../src/house.js';
import {buildYears} from '../../src/models/build.js';
import {layCatalogue} from '../../src/models/catalogue.js';
import {quiet} from '../effects.js';
import {deliver} from './deliver.js';
import {type Case, readCases} from './read.js';

type Row = Record<string, string | null>;

/** Exported rows, by the day they were seen from and by what they are about. */
const found = new Map<string, Row>();
const about = (...parts: readonly (string | number)[]): string => parts.join(' ');

const years = filesIn(import.meta.dirname, '.yaml').map(readCases);
const cases = years.flat();
const folder = mkdtempSync(join(tmpdir(), 'jobbonus-cases-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

beforeAll(async () => {
  const room = join(folder, 'workspace');
  const reports = await intake(room, deliver(cases, join(folder, 'deliveries')), 5, quiet);
  expect(reports.filter((r) => r.status !== 'loaded')).toEqual([]);
  expect(reports.flatMap((r) => r.tables).filter((t) => t.quarantined > 0)).toEqual([]);
  const workspace = await openWorkspace(room, {mode: 'write'});
  for (const day of new Set(cases.map((c) => c.seen_on))) await lookFrom(day, workspace);
  workspace.close();
});

/** Compute the years that have a case seen from this day, as `jobbonus run --as-of` does, and keep the exports. */
async function lookFrom(day: string, workspace: Workspace): Promise<void> {
  const catalogue = await layCatalogue(workspace, day);
  const asked = new Set(cases.filter((c) => c.seen_on === day).map((c) => c.year));
  await buildYears(catalogue, [...asked], quiet);
  const exported = (name: string): Promise<Row[]> =>
    workspace.rows<Row>(`select columns(*)::varchar from exports.${name}`);
  for (const row of await exported('dossiers')) {
    const {person_id, reference_year, scheme} = row;
    found.set(about(day, person_id!, reference_year!, scheme!), row);
  }
  for (const row of await exported('quarters')) {
    const {person_id, quarter} = row;
    found.set(about(day, person_id!, quarter!), row);
  }
}

for (const those of years) {
  describe(`reference year ${those[0]!.year}`, () => {
    for (const c of those) it(c.name, () => hold(c));
  });
}

describe('the cases', () => {
  it.each(years.map((those) => [those[0]!.year, those] as const))('of %i reach every outcome', (_, those) => {
    expect(those.length).toBeGreaterThanOrEqual(30);
    const reached = (of: readonly Case[]): Set<string> =>
      new Set(of.map(({expect: e}) => `${e.scheme} ${e.reason ?? e.status ?? 'no dossier'}`));
    expect([...reached(those)]).toEqual(expect.arrayContaining(ofEmployees));
    expect([...reached(cases)]).toEqual(expect.arrayContaining(ofOthers));
    expect(new Set(those.map((c) => c.expect.category))).toContain('combined');
    expect(those.some((c) => c.lines.some((line) => line.paid_in === '10'))).toBe(true);
  });
});

/** Outcomes that every year has a case for, and those that some year has. */
const ofEmployees = [
  'person_data_incomplete',
  'deceased',
  'not_domiciled',
  'under_age',
  'excluded_worker',
  'pension_age',
  'dmfa_incomplete',
  'no_counted_days',
  'wage_above_limit',
  'below_minimum',
  'entitled',
].map((reason) => `jobbonus ${reason}`);
const ofOthers = [
  ...['refused_by_person', 'no_jobbonus_year_before', 'not_recently_employed', 'above_de_minimis'],
  ...['declaration_missing', 'entitled'],
].map((reason) => `plus ${reason}`);

/** Hold what a case expects, and only that, against what was computed. */
function hold({seen_on, personId, year, expect: expected, expect_quarters: quarters}: Case): void {
  const {scheme, dossier, ...values} = expected;
  const is = found.get(about(seen_on, personId, year, scheme));
  expect(is !== undefined, `there is a ${scheme} dossier`).toBe(dossier);
  expect(only(is, values)).toEqual(values);
  for (const [quarterNo, {shown, ...parts}] of Object.entries(quarters)) {
    const quarter = found.get(about(seen_on, personId, year * 10 + Number(quarterNo)));
    expect(quarter !== undefined, `quarter ${quarterNo} is shown`).toBe(shown);
    expect({quarter: quarterNo, ...only(quarter, parts)}).toEqual({quarter: quarterNo, ...parts});
  }
}

/** Of what was found, what the case speaks of. */
function only(row: Row | undefined, expected: object): Row {
  return Object.fromEntries(Object.keys(expected).map((key) => [key, row?.[key] ?? null]));
}
