import {basename} from 'node:path';
import {isMap, isScalar, isSeq, type Node} from 'yaml';
import {shown} from '../house.js';
import type {ParameterKind} from '../parameters.js';
import {parsePercent} from '../percent.js';
import {didYouMean} from '../suggest.js';
import {openFile, type ScenarioFile} from './file.js';

/** One change of one parameter: a new amount, or so much more or less than the law says. */
export interface Change {
  readonly parameter: string;
  /** First quarter (1–4) it holds for. */
  readonly fromQuarter: number;
  readonly by: 'value' | 'add';
  /** Whole cents; negative only when it is added. */
  readonly cents: bigint;
  /** Line of the file, for who must mend it. */
  readonly line: number;
}

/** Next year's bounds, proposed from the growth of wages. */
export interface WageDrift {
  /** Hundredths of a percent. */
  readonly growthE4: number;
  readonly roundedToCents: bigint;
  readonly raises: readonly string[];
  readonly line: number;
}

/** What a law would be if it were changed: an overlay on the adopted parameters of any year, and nothing else. */
export interface Scenario {
  /** The name of the file. */
  readonly name: string;
  readonly path: string;
  /** Dutch. */
  readonly title: string;
  readonly why: string;
  readonly changes: readonly Change[];
  /** The scheme ends with this reference year. */
  readonly lastReferenceYear: number | null;
  readonly wageDrift: WageDrift | null;
}

const topKeys = ['title', 'why', 'parameters', 'last_reference_year', 'wage_drift'];
const entryKeys = ['value', 'add', 'from_quarter'];
const driftKeys = ['growth_percent', 'rounded_to_eur', 'raises'];

/** No law comes near these; within them no product of the calculation leaves eight bytes. */
const largest = {'EUR/month': 100_000_00n, 'EUR/year': 50_000_00n} as const;

/** Whether a scenario can change a parameter: amounts of the schedule; who counts is decided by a full run. */
export const isChangeable = (kind: ParameterKind): boolean => kind.type === 'money' && kind.unit in largest;

/**
 * Read one scenario file.
 *
 * @param kinds what each parameter is, from `sql/parameters/schema.yaml`
 * @throws {JobbonusError} `SCENARIO` (exit 3), naming file, line and what would be right
 */
export function readScenario(path: string, kinds: ReadonlyMap<string, ParameterKind>): Scenario {
  const file = openFile(path);
  const {root, wrong, entriesOf, textOf, wholeOf} = file;
  if (!isMap(root))
    throw wrong(root, 'expected title and parameters, as in pipelines/scenarios/bovengrens-plus-100.yaml');
  const top = entriesOf(root, topKeys);
  if (!top.has('title'))
    throw wrong(root, 'title is missing; add one in Dutch, as in title: Bovengrens 100 euro hoger');
  const last = top.get('last_reference_year');
  const drift = top.get('wage_drift');
  return {
    name: basename(path).replace(/\.ya?ml$/, ''),
    path: shown(path),
    title: textOf(top.get('title'), 'title'),
    why: top.has('why') ? textOf(top.get('why'), 'why') : '',
    changes: changesIn(file, top.get('parameters'), kinds),
    lastReferenceYear: last
      ? wholeOf(last, 'last_reference_year', /^\d{4}$/, 'a reference year, as in 2024')
      : null,
    wageDrift: drift ? driftIn(file, drift, changeableOf(kinds)) : null,
  };
}

const changeableOf = (kinds: ReadonlyMap<string, ParameterKind>): string[] =>
  [...kinds].filter(([, kind]) => isChangeable(kind)).map(([name]) => name);

/** Every parameter with its changes: one, or a list of them that hold from a quarter each. */
function changesIn(
  file: ScenarioFile,
  parameters: Node | undefined,
  kinds: ReadonlyMap<string, ParameterKind>,
): Change[] {
  const {wrong} = file;
  if (!parameters || (isScalar(parameters) && (parameters.value === null || parameters.value === '')))
    return [];
  if (!isMap(parameters))
    throw wrong(
      parameters,
      'parameters holds names with amounts, as in last_eligible_wage_eur: {add: 100.00}',
    );
  const changeable = changeableOf(kinds);
  return parameters.items.flatMap((pair) => {
    const name = isScalar(pair.key) ? String(pair.key.value) : '';
    const kind = kinds.get(name);
    if (!kind)
      throw wrong(
        pair.key,
        `parameter ${name} is unknown${didYouMean(name, changeable)}; a scenario changes ${changeable.join(', ')}`,
      );
    if (!isChangeable(kind))
      throw wrong(
        pair.key,
        `${name} decides who counts, not how much, so a scenario cannot change it; edit sql/parameters and run, or change one of ${changeable.join(', ')}`,
      );
    const value = pair.value as Node;
    const those = isSeq(value) ? (value.items as Node[]) : [value];
    return those.map((one) => changeIn(file, one, name, kind));
  });
}

/** One change: an amount, or a mapping that says how it changes and from when. */
function changeIn(file: ScenarioFile, one: Node, name: string, {varies}: ParameterKind): Change {
  const {wrong, lineOf, entriesOf, centsOf, wholeOf} = file;
  if (!isMap(one))
    return {
      parameter: name,
      fromQuarter: 1,
      by: 'value',
      cents: centsOf(one, name, false),
      line: lineOf(one),
    };
  const entry = entriesOf(one, entryKeys);
  if (entry.has('value') === entry.has('add'))
    throw wrong(one, `${name} needs either value or add, as in {value: 2100.00} or {add: 100.00}`);
  const by = entry.has('value') ? 'value' : 'add';
  const from = entry.get('from_quarter');
  if (from && varies !== 'quarter')
    throw wrong(from, `from_quarter has no meaning for ${name}, which holds all year; leave it out`);
  return {
    parameter: name,
    fromQuarter: from ? wholeOf(from, 'from_quarter', /^[1-4]$/, 'a quarter from 1 to 4') : 1,
    by,
    cents: centsOf(entry.get(by), name, by === 'add'),
    line: lineOf(entry.get(by)),
  };
}

/** @param changeable names of the parameters that a scenario may change */
function driftIn(file: ScenarioFile, drift: Node, changeable: readonly string[]): WageDrift {
  const {wrong, lineOf, entriesOf, textOf, centsOf} = file;
  if (!isMap(drift)) throw wrong(drift, 'wage_drift needs growth_percent, rounded_to_eur and raises');
  const entry = entriesOf(drift, driftKeys);
  for (const key of driftKeys)
    if (!entry.has(key))
      throw wrong(drift, `wage_drift has no ${key}; it needs growth_percent, rounded_to_eur and raises`);
  const raises = entry.get('raises');
  const names = (isSeq(raises) ? (raises.items as Node[]) : [raises]).map((node) => {
    const name = textOf(node, 'raises');
    if (!changeable.includes(name))
      throw wrong(
        node,
        `parameter ${name} is unknown${didYouMean(name, changeable)}; wage_drift raises ${changeable.join(', ')}`,
      );
    return name;
  });
  const roundedToCents = centsOf(entry.get('rounded_to_eur'), 'rounded_to_eur', false);
  if (roundedToCents === 0n)
    throw wrong(entry.get('rounded_to_eur'), 'rounded_to_eur is 0.00; expected a step, as in 5.00');
  const growth = entry.get('growth_percent');
  return {
    growthE4: parsePercent(textOf(growth, 'growth_percent'), (message) => wrong(growth, message)),
    roundedToCents,
    raises: names,
    line: lineOf(drift),
  };
}

/** The largest amount a parameter can have in a scenario, in cents. */
export const largestCents = (kind: ParameterKind): bigint => largest[kind.unit as keyof typeof largest];
