import {writeFile} from 'node:fs/promises';
import {recordAudit} from '../src/audit.js';
import {brusselsDay} from '../src/days.js';
import {identifier, literal} from '../src/db/text.js';
import {openWorkspace, type Workspace} from '../src/db/workspace.js';
import {dimensionsOf, peopleModel} from '../src/disclosure/groupings.js';
import {compare, readRegister, requireApproved} from '../src/disclosure/register.js';
import type {Effects} from '../src/effects.js';
import {JobbonusError, misused} from '../src/errors.js';
import {areTwoPeople} from '../src/four-eyes.js';
import {layCatalogue} from '../src/models/catalogue.js';
import {didYouMean} from '../src/suggest.js';
import {lastDay} from './seen.js';
import {traced} from './traced.js';

export interface SegmentRequest {
  readonly year: number;
  /** By dimension, the level. */
  readonly rule: Readonly<Record<string, string>>;
  readonly purpose: string;
  readonly requester: string;
  readonly approver: string;
  readonly out: string;
}

/** What leaves: a rule that the sender applies to its own list, and roughly how many it will select. */
export interface SegmentRule {
  readonly reference_year: number;
  readonly seen_on: string;
  readonly rule: Readonly<Record<string, string>>;
  readonly account: 'none';
  readonly size: string;
  readonly purpose: string;
  readonly requester: string;
  readonly approver: string;
}

/** A group smaller than this is no group to write to by rule: it would come close to naming people. */
const bands = [50, 100, 250, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000];

/**
 * Write the selection rule of a group without accounts, and enter it in the audit trail of the workspace before the
 * file appears. No person, and no exact count, is in either.
 *
 * @throws {JobbonusError} `NOT_APPROVED`, `LEVEL` (exit 2), `FOUR_EYES`, `SEGMENT_TOO_SMALL`
 */
export async function writeSegment(
  folder: string,
  request: SegmentRequest,
  effects: Effects,
): Promise<SegmentRule> {
  if (!areTwoPeople(request.requester, request.approver))
    throw new JobbonusError('FOUR_EYES', 'a segment needs an approver who is not its requester');
  const workspace = await openWorkspace(folder, {mode: 'write'});
  try {
    const seenOn = await lastDay(workspace, effects);
    const catalogue = await layCatalogue(workspace, seenOn);
    const family = Object.keys(request.rule).sort(compare);
    const known = dimensionsOf(catalogue.models);
    const unknown = family.find((d) => !(d in known));
    if (unknown)
      throw misused('LEVEL', `${unknown} is no dimension; there are ${Object.keys(known).join(', ')}`);
    requireApproved(readRegister(), family, 'internal', brusselsDay(effects.now()), 'this segment');
    const relation = peopleModel(catalogue.models)!.relation;
    const levels: Record<string, string> = {};
    for (const d of family) levels[d] = await levelIn(workspace, relation, request.year, d, request.rule[d]!);
    const where = family.map((d) => `${identifier(d)} = ${literal(levels[d]!)}`).join(' and ');
    const people = await workspace.value<number>(`
      select count(*) from ${relation}
      where reference_year = ${request.year} and registered_on is null and ${where}`);
    if (people < bands[0]!)
      throw new JobbonusError(
        'SEGMENT_TOO_SMALL',
        `fewer than ${bands[0]} people would be selected; choose a coarser group`,
      );
    const rule: SegmentRule = {
      reference_year: request.year,
      seen_on: seenOn,
      rule: levels,
      account: 'none',
      size: bandOf(people),
      purpose: request.purpose,
      requester: request.requester,
      approver: request.approver,
    };
    await traced(workspace, request.out, [], async (unfinished) => {
      await writeFile(unfinished, `${JSON.stringify(rule, null, 2)}\n`);
      const {purpose, requester: actor, approver, reference_year, seen_on, size} = rule;
      const subject = `segment ${family.map((d) => `${d}=${levels[d]}`).join(' ')}`;
      const detail = {reference_year, seen_on, size};
      await recordAudit(
        workspace,
        {action: 'segment', subject, actor, approver, purpose, detail},
        effects.now(),
      );
    });
    return rule;
  } finally {
    workspace.close();
  }
}

/** The level as the tables write it: a hyphen typed for the dash of `18–24` will do. */
async function levelIn(
  workspace: Workspace,
  relation: string,
  year: number,
  dimension: string,
  typed: string,
): Promise<string> {
  const rows = await workspace.rows<{level: string}>(`
    select distinct ${identifier(dimension)}::varchar as level from ${relation}
    where reference_year = ${year} order by level`);
  const levels = rows.map(({level}) => level);
  const plain = (text: string): string => text.replaceAll('–', '-');
  const found = levels.find((level) => plain(level) === plain(typed));
  if (found !== undefined) return found;
  if (levels.length === 0)
    throw misused(
      'LEVEL',
      `${dimension}=${typed}: nobody of ${year} is computed here; run first: jobbonus run --year ${year}`,
    );
  const known = levels.length > 12 ? '' : `; there are ${levels.join(', ')}`;
  throw misused(
    'LEVEL',
    `${dimension}=${typed}: no such level in ${year}${didYouMean(typed, levels)}${known}`,
  );
}

function bandOf(people: number): string {
  const from = bands.findLast((band) => people >= band)!;
  const to = bands[bands.indexOf(from) + 1];
  return to === undefined ? `${from} or more` : `${from} to ${to - 1}`;
}
