import {readFileSync} from 'node:fs';
import {isPair, isScalar, LineCounter, type Node, parseDocument, type YAMLMap} from 'yaml';
import {firstLine, type JobbonusError, misused, refused, whyUnread} from '../errors.js';
import {shown} from '../house.js';
import {didYouMean} from '../suggest.js';

/** A scenario file that is read node by node, so that whatever is wrong is said with its line. */
export interface ScenarioFile {
  readonly root: unknown;
  lineOf(node: unknown): number;
  /** What to throw about a node: file, line and message. */
  wrong(node: unknown, message: string): JobbonusError;
  /** The entries of a mapping, each key known. */
  entriesOf(map: YAMLMap, keys: readonly string[]): ReadonlyMap<string, Node>;
  textOf(node: unknown, name: string): string;
  /** Whole cents of an amount in euro. */
  centsOf(node: unknown, name: string, mayBeNegative: boolean): bigint;
  /** @param example what the pattern asks for, in words */
  wholeOf(node: unknown, name: string, pattern: RegExp, example: string): number;
}

/** @throws {JobbonusError} `SCENARIO`: exit 2 when the file cannot be read, 3 when it is no YAML */
export function openFile(path: string): ScenarioFile {
  const lines = new LineCounter();
  const document = parseDocument(readText(path), {lineCounter: lines, schema: 'failsafe'});
  const broken = document.errors[0];
  if (broken)
    throw refused(
      'SCENARIO',
      `${shown(path)}:${broken.linePos?.[0].line ?? 1}: is no YAML: ${firstLine(broken).replace(/ at line \d+, column \d+:?$/, '')}`,
    );
  const file: ScenarioFile = {
    root: document.contents,
    lineOf(node) {
      const start = (node as Node | null)?.range?.[0];
      return start === undefined ? 1 : lines.linePos(start).line;
    },
    wrong: (node, message) => refused('SCENARIO', `${shown(path)}:${file.lineOf(node)}: ${message}`),
    entriesOf(map, keys) {
      const found = new Map<string, Node>();
      for (const pair of map.items) {
        if (!isPair(pair) || !isScalar(pair.key)) throw file.wrong(map, `expected names with values`);
        const name = String(pair.key.value);
        if (!keys.includes(name))
          throw file.wrong(
            pair.key,
            `key ${name} is unknown${didYouMean(name, keys)}; known are ${keys.join(', ')}`,
          );
        found.set(name, pair.value as Node);
      }
      return found;
    },
    textOf(node, name) {
      if (!isScalar(node) || typeof node.value !== 'string' || node.value === '')
        throw file.wrong(node, `${name} has no value`);
      return node.value;
    },
    centsOf(node, name, mayBeNegative) {
      const given = file.textOf(node, name);
      const found = /^([+-]?)(\d{1,9})(?:\.(\d{1,2}))?$/.exec(given);
      if (!found)
        throw file.wrong(
          node,
          `${name} is ${given}; expected an amount in euro with at most two decimals, as in 2100.00`,
        );
      const cents = BigInt(found[2]!) * 100n + BigInt((found[3] ?? '').padEnd(2, '0'));
      if (found[1] === '-' && !mayBeNegative && cents > 0n)
        throw file.wrong(
          node,
          `${name} is ${given}, a negative amount; expected 0.00 or more, as in ${given.slice(1)}`,
        );
      return found[1] === '-' ? -cents : cents;
    },
    wholeOf(node, name, pattern, example) {
      const given = file.textOf(node, name);
      if (!pattern.test(given)) throw file.wrong(node, `${name} is ${given}; expected ${example}`);
      return Number(given);
    },
  };
  return file;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw misused(
      'SCENARIO',
      `${path} cannot be read: ${whyUnread(error)}; name a scenario file, as in pipelines/scenarios/bovengrens-plus-100.yaml`,
    );
  }
}
