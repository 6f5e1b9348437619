import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {z} from 'zod';
import {JobbonusError} from '../errors.js';
import {rooms, shown} from '../house.js';
import {parseYaml} from '../yaml.js';
import {uncovered, unsigned} from './approvals.js';
import {audiences, type Tier} from './audiences.js';

const day = z.preprocess(
  (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value),
  z.iso.date(),
);
const tiers = z.array(z.enum(['none', ...audiences])).min(1);
const entry = {basis: z.string(), approval: z.string(), tiers};

const shape = z.strictObject({
  bases: z.record(z.string(), z.strictObject({title: z.string(), status: z.string()})),
  approvals: z.record(
    z.string(),
    z.strictObject({
      by: z.array(z.string()),
      on: day,
      expires: day,
      /** What was signed for (`approvals.ts`): of all that names this approval. */
      covers: z.string(),
    }),
  ),
  thresholds: z.strictObject({
    approval: z.string(),
    smallest_count: z.int().min(2),
    smallest_group: z.int().min(2),
    dominance_percent: z.number().min(0),
    exact_total_from: z.int().min(1),
    rounding_base: z.int().min(2),
    public_rate_from: z.int().min(1),
    public_amount_from: z.int().min(1),
    releases_per_year: z.int().min(1),
  }),
  dimensions: z.record(
    z.string(),
    z.strictObject({
      ...entry,
      source: z.string(),
      /** The coarser dimension whose levels its own add up to. */
      within: z.string().optional(),
      /** Whether people are profiled by it: then it is on the closed list of cells. */
      profiled: z.boolean().default(true),
    }),
  ),
  crossings: z.array(z.strictObject({...entry, dimensions: z.array(z.string()).min(2).max(3)})),
  axes: z.array(z.string()),
});

/** What figures may be grouped by, for whom, on what ground and signed by whom: see `pipelines/register.yaml`. */
export type Register = z.infer<typeof shape>;
export type Thresholds = Register['thresholds'];

/** A set of dimensions that figures are grouped by, in code-point order; empty for everybody together. */
export type Family = readonly string[];

/** The dimension of everybody together: no grouping, so nothing to approve. */
export const everybody = 'by_total';

export const registerFile = join(rooms.pipelines, 'register.yaml');

/**
 * Read the register.
 *
 * @throws {JobbonusError} `REGISTER`, naming the entry
 */
export function readRegister(path: string = registerFile): Register {
  return registerFrom(readFileSync(path, 'utf8'), path);
}

export function registerFrom(text: string, path = 'register'): Register {
  const name = shown(path);
  const result = shape.safeParse(parseYaml(text, path));
  if (!result.success) {
    const issue = result.error.issues[0]!;
    throw new JobbonusError('REGISTER', `${name}: ${issue.path.join('.')}: ${issue.message}`);
  }
  const register = result.data;
  for (const {dimensions} of register.crossings) {
    const unknown = dimensions.find((d) => !(d in register.dimensions));
    if (unknown)
      throw new JobbonusError(
        'REGISTER',
        `${name}: crossing ${dimensions.join(' × ')}: dimension ${unknown} has no entry of its own`,
      );
  }
  return register;
}

/**
 * Why a family may not be shown to a tier on a day; undefined when it may.
 *
 * A crossing needs an entry of its own, or one that crosses these dimensions and more: its sums are in it.
 */
export function objection(register: Register, family: Family, tier: Tier, today: string): string | undefined {
  const dimensions = family.filter((d) => d !== everybody);
  for (const name of dimensions) {
    const found = register.dimensions[name];
    if (!found) return `dimension ${name} has no entry`;
    const problem = problemOf(register, found, tier, today);
    if (problem) return `dimension ${name} ${problem}`;
  }
  if (dimensions.length < 2) return undefined;
  const crossings = register.crossings.filter((c) => dimensions.every((d) => c.dimensions.includes(d)));
  const problems = crossings.map((c) => problemOf(register, c, tier, today));
  if (problems.includes(undefined)) return undefined;
  return `crossing ${dimensions.join(' × ')} ${problems[0] ?? 'has no entry'}`;
}

function problemOf(
  register: Register,
  found: {readonly basis: string; readonly approval: string; readonly tiers: readonly string[]},
  tier: Tier,
  today: string,
): string | undefined {
  if (!register.bases[found.basis]) return `names the basis ${found.basis}, which is not there`;
  if (!found.tiers.includes(tier)) return `is not approved for the tier ${tier}`;
  return unsigned(register, found.approval, today);
}

/**
 * The thresholds, once somebody signed for them and every approval covers what names it: a list of cells that is
 * shorter for want of a signature would not be noticed.
 *
 * @throws {JobbonusError} `NOT_APPROVED`
 */
export function approvedThresholds(register: Register, today: string): Thresholds {
  for (const name of Object.keys(register.approvals)) {
    const problem = uncovered(register, name);
    if (problem) throw new JobbonusError('NOT_APPROVED', `${shown(registerFile)}: approval ${problem}`);
  }
  const problem = unsigned(register, register.thresholds.approval, today);
  if (problem) throw new JobbonusError('NOT_APPROVED', `${shown(registerFile)}: thresholds ${problem}`);
  return register.thresholds;
}

/** Refuse a grouping that is not approved. `where` names the table, page or export that groups. */
export function requireApproved(
  register: Register,
  family: Family,
  tier: Tier,
  today: string,
  where: string,
): void {
  const problem = objection(register, family, tier, today);
  if (problem)
    throw new JobbonusError(
      'NOT_APPROVED',
      `${where}: ${problem}; add or renew its entry in ${shown(registerFile)}, with a basis and two approvers`,
    );
}

/**
 * The closed list of families a tier may see: everybody, every approved dimension, and every approved crossing with
 * the crossings inside it; smaller families first.
 *
 * @param known dimensions that the data have
 */
export function closedList(
  register: Register,
  tier: Tier,
  today: string,
  known: readonly string[],
): Family[] {
  const order = Object.keys(register.dimensions)
    .filter((d) => known.includes(d) && register.dimensions[d]?.profiled)
    .sort(compare);
  const families = new Map<string, Family>([['', []]]);
  const add = (family: Family): void => {
    if (family.every((d) => order.includes(d)) && objection(register, family, tier, today) === undefined)
      families.set(family.join(' '), family);
  };
  for (const dimension of order) add([dimension]);
  for (const {dimensions} of register.crossings) {
    const sorted = order.filter((d) => dimensions.includes(d));
    if (sorted.length < dimensions.length) continue;
    for (let i = 0; i < sorted.length; i++)
      for (let j = i + 1; j < sorted.length; j++) add([sorted[i]!, sorted[j]!]);
    if (sorted.length === 3) add(sorted);
  }
  return [...families.values()].sort((a, b) => a.length - b.length || compare(a.join(' '), b.join(' ')));
}

/** Code-point order, which does not depend on the language of the machine. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
