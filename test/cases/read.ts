import {readFileSync} from 'node:fs';
import {basename} from 'node:path';
import {parse, YAMLParseError} from 'yaml';
import {z} from 'zod';
import {shown} from '../../src/house.js';
import {didYouMean} from '../../src/suggest.js';
import {type CaseFacts, caseShape, wordsOfCases} from './facts.js';

export interface Case extends CaseFacts {
  readonly year: number;
  /** Pseudonym of the one person a case is about. */
  readonly personId: string;
  readonly seen_on: string;
}

/** The day the world is seen from when a case names none: every campaign so far is over. */
const laterDay = '2026-11-22';

const fileShape = z.strictObject({
  reference_year: z.string().regex(/^\d{4}$/, 'expected a year, like 2021'),
  cases: z.array(z.unknown(), 'expected a list of cases').min(1, 'expected at least one case'),
});

/**
 * Read the worked cases of one reference year.
 *
 * @param path of `2021.yaml`, named after its year
 * @throws {Error} naming file, case and key, and what would be right
 */
export function readCases(path: string): Case[] {
  const file = shaped(fileShape, readYaml(path), shown(path));
  if (basename(path) !== `${file.reference_year}.yaml`)
    throw new Error(
      `${shown(path)}: reference_year is ${file.reference_year}; the file is named after its year`,
    );
  const year = Number(file.reference_year);
  const cases = file.cases.map((given, index): Case => {
    const name = (given as {name?: unknown} | null)?.name;
    const where = `${shown(path)}, case ${index + 1} (${typeof name === 'string' ? name : 'without a name'})`;
    const facts = shaped(caseShape, given, where);
    requireOneRowEach(facts, where);
    return {...facts, year, seen_on: facts.seen_on ?? laterDay, personId: `case-${year}-${index + 1}`};
  });
  const names = cases.map((c) => c.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new Error(`${shown(path)}: two cases are named “${twice}”; a name is a title`);
  return cases;
}

function readYaml(path: string): unknown {
  try {
    // failsafe keeps every value as written: 035 stays 035, 0.10 stays 0.10
    return parse(readFileSync(path, 'utf8'), {schema: 'failsafe'});
  } catch (error) {
    if (error instanceof YAMLParseError) throw new Error(`${shown(path)}: ${error.message}`);
    throw error;
  }
}

function shaped<T extends z.ZodType>(shape: T, given: unknown, where: string): z.output<T> {
  const result = shape.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => {
    const key = issue.path.map((part) => (typeof part === 'number' ? `[${part + 1}]` : `.${String(part)}`));
    const place = key.join('').replace(/^\./, '');
    if (issue.code === 'unrecognized_keys') {
      const unknown = issue.keys.map((k) => `${k} is unknown${didYouMean(k, wordsOfCases)}`);
      return [place, unknown.join(', ')].filter((part) => part !== '').join(': ');
    }
    // a wrong key of a record speaks through the issue it carries
    const message =
      issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
    return `${place}: ${message}`;
  });
  throw new Error(`${where}: ${problems.join('; ')}`);
}

/** A slip that the loader would report in its own words: the same line twice, or code 1 written in two ways. */
function requireOneRowEach(facts: CaseFacts, where: string): void {
  for (const lines of [facts.lines, facts.year_before?.lines ?? []]) {
    const keys = new Set<string>();
    for (const {quarters, employer, line, version, ...rest} of lines) {
      for (const quarter of quarters) {
        const key = `employer ${employer}, quarter ${quarter}, line ${line}, version ${version}`;
        if (keys.has(key)) throw new Error(`${where}: ${key} is there twice; give one of them another line`);
        keys.add(key);
      }
      if (rest.wage !== undefined && '1' in rest.remunerations)
        throw new Error(`${where}: wage is remuneration code 1; write one of the two`);
      if ((rest.days !== undefined || rest.hours !== undefined) && '1' in rest.services)
        throw new Error(`${where}: days and hours are service code 1; write them or the code`);
    }
  }
}
