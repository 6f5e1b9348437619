import {insertRows} from '../db/insert-rows.js';
import {literal} from '../db/text.js';
import type {InForce, StoredTable} from '../delivery/in-force.js';
import type {Citation, YearParameters} from '../parameters.js';
import type {Catalogue} from './catalogue.js';

/** What a run was made of: enough to make it again with today's code. */
export interface Recorded {
  readonly runId: number;
  readonly asOf: string;
  readonly parameters: ReadonlyMap<number, YearParameters>;
  readonly inForce: InForce;
  /** Fingerprint of macros, code lists and engine. */
  readonly rules: string;
}

/** Write down what a run is made of, in the transaction that makes it count. Rows are added, never changed. */
export async function recordIngredients(catalogue: Catalogue, runId: number): Promise<void> {
  const {workspace, parameters, inForce} = catalogue;
  const lines: [name: string, value: string][] = [
    ['as_of', catalogue.asOf],
    ['rules', catalogue.rules],
    ...[...parameters].map(([year, law]): [string, string] => [`parameters.${year}`, law.fingerprint]),
    ...[...inForce].flatMap(([relation, years]) =>
      [...years].map(([year, tables]): [string, string] => [
        `sources.${relation}.${year ?? ''}`,
        JSON.stringify(tables),
      ]),
    ),
  ];
  for (const law of parameters.values()) {
    await workspace.run(
      `insert or ignore into ws.laws values (${literal(law.fingerprint)}, ${literal(JSON.stringify(law.citations))})`,
    );
  }
  await insertRows(
    workspace,
    'ws.ingredients',
    lines.map(([name, value]) => ({run_id: runId, name, value})),
  );
}

/**
 * What the results in force of a year were made of.
 *
 * @returns undefined when the year was never computed
 */
export async function recordedIngredients(catalogue: Catalogue, year: number): Promise<Recorded | undefined> {
  const {workspace} = catalogue;
  const runId = await workspace.value<number | null>(
    `select max(run_id) from ws.runs where list_contains(reference_years, ${year})`,
  );
  if (runId === null) return undefined;
  const lines = new Map(
    (
      await workspace.rows<{name: string; value: string}>(
        `select name, value from ws.ingredients where run_id = ${runId} order by name`,
      )
    ).map(({name, value}) => [name, value]),
  );
  const parameters = new Map<number, YearParameters>();
  const inForce = new Map<string, Map<number | null, readonly StoredTable[]>>();
  for (const [name, value] of lines) {
    const [kind, relation, of] = name.split('.') as [string, string, string?];
    if (kind === 'parameters')
      parameters.set(Number(relation), await lawOf(catalogue, Number(relation), value));
    if (kind === 'sources') {
      const years = inForce.get(relation) ?? new Map<number | null, readonly StoredTable[]>();
      inForce.set(relation, years.set(of ? Number(of) : null, JSON.parse(value) as StoredTable[]));
    }
  }
  return {runId, asOf: lines.get('as_of')!, parameters, inForce, rules: lines.get('rules')!};
}

/** The law as it stood, with what today's code asks of it and it did not say yet: that is a change of code. */
async function lawOf(catalogue: Catalogue, year: number, fingerprint: string): Promise<YearParameters> {
  const today = catalogue.parameters.get(year);
  if (today?.fingerprint === fingerprint) return today;
  const text = await catalogue.workspace.value<string>(
    `select citations from ws.laws where fingerprint = ${literal(fingerprint)}`,
  );
  const citations = JSON.parse(text) as Citation[];
  const said = new Set(citations.map((c) => c.name));
  const unsaid = (today?.citations ?? []).filter((c) => !said.has(c.name));
  return {reference_year: year, citations: [...citations, ...unsaid], fingerprint};
}
