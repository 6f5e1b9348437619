import {readFileSync} from 'node:fs';
import {basename} from 'node:path';
import {isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap} from 'yaml';
import {firstLine, misused, refused, whyUnread} from './errors.js';
import {shown} from './house.js';
import type {ParameterKind} from './parameters.js';
import {parsePercent} from './percent.js';
import {didYouMean} from './suggest.js';

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
  const lines = new LineCounter();
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw misused(
      'SCENARIO',
      `${path} cannot be read: ${whyUnread(error)}; name a scenario file, as in pipelines/scenarios/bovengrens-plus-100.yaml`,
    );
  }
  const document = parseDocument(text, {lineCounter: lines, schema: 'failsafe'});
  const lineOf = (node: unknown): number => {
    const start = (node as Node | null)?.range?.[0];
    return start === undefined ? 1 : lines.linePos(start).line;
  };
  const wrong = (node: unknown, message: string) =>
    refused('SCENARIO', `${shown(path)}:${lineOf(node)}: ${message}`);
  const broken = document.errors[0];
  if (broken)
    throw refused(
      'SCENARIO',
      `${shown(path)}:${broken.linePos?.[0].line ?? 1}: is no YAML: ${firstLine(broken).replace(/ at line \d+, column \d+:?$/, '')}`,
    );

  /** The entries of a mapping, each key known. */
  const entriesOf = (map: YAMLMap, keys: Iterable<string>, what: string): Map<string, Node> => {
    const known = [...keys];
    const found = new Map<string, Node>();
    for (const pair of map.items) {
      if (!isPair(pair) || !isScalar(pair.key)) throw wrong(map, `expected names with values`);
      const name = String(pair.key.value);
      if (!known.includes(name))
        throw wrong(
          pair.key,
          `${what} ${name} is unknown${didYouMean(name, known)}; known are ${known.join(', ')}`,
        );
      found.set(name, pair.value as Node);
    }
    return found;
  };
  const textOf = (node: unknown, name: string): string => {
    if (!isScalar(node) || typeof node.value !== 'string' || node.value === '')
      throw wrong(node, `${name} has no value`);
    return node.value;
  };
  const centsOf = (node: unknown, name: string, mayBeNegative: boolean): bigint => {
    const given = textOf(node, name);
    const found = /^([+-]?)(\d{1,9})(?:\.(\d{1,2}))?$/.exec(given);
    if (!found)
      throw wrong(
        node,
        `${name} is ${given}; expected an amount in euro with at most two decimals, as in 2100.00`,
      );
    const cents = BigInt(found[2]!) * 100n + BigInt((found[3] ?? '').padEnd(2, '0'));
    if (found[1] === '-' && !mayBeNegative && cents > 0n)
      throw wrong(
        node,
        `${name} is ${given}, a negative amount; expected 0.00 or more, as in ${given.slice(1)}`,
      );
    return found[1] === '-' ? -cents : cents;
  };
  const wholeOf = (node: unknown, name: string, pattern: RegExp, example: string): number => {
    const given = textOf(node, name);
    if (!pattern.test(given)) throw wrong(node, `${name} is ${given}; expected ${example}`);
    return Number(given);
  };

  const root = document.contents;
  if (!isMap(root))
    throw wrong(root, 'expected title and parameters, as in pipelines/scenarios/bovengrens-plus-100.yaml');
  const top = entriesOf(root, topKeys, 'key');
  if (!top.has('title'))
    throw wrong(root, 'title is missing; add one in Dutch, as in title: Bovengrens 100 euro hoger');

  const changeable = [...kinds].filter(([, kind]) => isChangeable(kind)).map(([name]) => name);
  const changes: Change[] = [];
  const parameters = top.get('parameters');
  if (parameters && !(isScalar(parameters) && (parameters.value === null || parameters.value === ''))) {
    if (!isMap(parameters))
      throw wrong(
        parameters,
        'parameters holds names with amounts, as in last_eligible_wage_eur: {add: 100.00}',
      );
    for (const pair of parameters.items) {
      const name = isScalar(pair.key) ? String(pair.key.value) : '';
      if (!kinds.has(name))
        throw wrong(
          pair.key,
          `parameter ${name} is unknown${didYouMean(name, changeable)}; a scenario changes ${changeable.join(', ')}`,
        );
      if (!changeable.includes(name))
        throw wrong(
          pair.key,
          `${name} decides who counts, not how much, so a scenario cannot change it; edit sql/parameters and run, or change one of ${changeable.join(', ')}`,
        );
      const varies = kinds.get(name)!.varies;
      const value = pair.value as Node;
      for (const one of isSeq(value) ? (value.items as Node[]) : [value]) {
        if (!isMap(one)) {
          changes.push({
            parameter: name,
            fromQuarter: 1,
            by: 'value',
            cents: centsOf(one, name, false),
            line: lineOf(one),
          });
          continue;
        }
        const entry = entriesOf(one, entryKeys, 'key');
        if (entry.has('value') === entry.has('add'))
          throw wrong(one, `${name} needs either value or add, as in {value: 2100.00} or {add: 100.00}`);
        const by = entry.has('value') ? 'value' : 'add';
        const from = entry.get('from_quarter');
        if (from && varies !== 'quarter')
          throw wrong(from, `from_quarter has no meaning for ${name}, which holds all year; leave it out`);
        changes.push({
          parameter: name,
          fromQuarter: from ? wholeOf(from, 'from_quarter', /^[1-4]$/, 'a quarter from 1 to 4') : 1,
          by,
          cents: centsOf(entry.get(by), name, by === 'add'),
          line: lineOf(entry.get(by)),
        });
      }
    }
  }
  const last = top.get('last_reference_year');
  const drift = top.get('wage_drift');
  let wageDrift: WageDrift | null = null;
  if (drift) {
    if (!isMap(drift)) throw wrong(drift, 'wage_drift needs growth_percent, rounded_to_eur and raises');
    const entry = entriesOf(drift, driftKeys, 'key');
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
    wageDrift = {
      growthE4: parsePercent(textOf(entry.get('growth_percent'), 'growth_percent'), (message) =>
        wrong(entry.get('growth_percent'), message),
      ),
      roundedToCents,
      raises: names,
      line: lineOf(drift),
    };
  }
  return {
    name: basename(path).replace(/\.ya?ml$/, ''),
    path: shown(path),
    title: textOf(top.get('title'), 'title'),
    why: top.has('why') ? textOf(top.get('why'), 'why') : '',
    changes,
    lastReferenceYear: last
      ? wholeOf(last, 'last_reference_year', /^\d{4}$/, 'a reference year, as in 2024')
      : null,
    wageDrift,
  };
}

/** The largest amount a parameter can have in a scenario, in cents. */
export const largestCents = (kind: ParameterKind): bigint => largest[kind.unit as keyof typeof largest];
