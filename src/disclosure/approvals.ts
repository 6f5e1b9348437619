import {createHash} from 'node:crypto';
import {areTwoPeople} from '../four-eyes.js';
import {compare, type Register} from './register.js';

/** Why an approval does not hold on a day for what names it; undefined when it does. */
export function unsigned(register: Register, name: string, today: string): string | undefined {
  const approval = register.approvals[name];
  if (!approval) return `names the approval ${name}, which is not there`;
  if (!approval.by.some((one, i) => approval.by.slice(i + 1).some((other) => areTwoPeople(one, other))))
    return `has one approver (${name}); it needs two different ones`;
  if (approval.on > today) return `is approved only from ${approval.on} on (${name})`;
  if (approval.expires < today) return `has expired on ${approval.expires} (${name})`;
  const problem = uncovered(register, name);
  return problem && `stands on an approval that does not hold: ${problem}`;
}

/**
 * Why an approval does not cover what names it: the thresholds, dimensions and crossings it was signed for are not
 * those of now.
 */
export function uncovered(register: Register, name: string): string | undefined {
  const now = coverOf(register, name);
  if (register.approvals[name]?.covers === now) return undefined;
  return `${name} does not cover what names it now: an entry or a threshold was changed, added or taken away since; both approvers look again and sign covers: ${now}`;
}

/** What an approval covers, as one number to sign: everything that names it, however it is laid out in the file. */
export function coverOf({thresholds, dimensions, crossings}: Register, name: string): string {
  const named = {
    thresholds: thresholds.approval === name ? thresholds : null,
    dimensions: Object.fromEntries(Object.entries(dimensions).filter(([, d]) => d.approval === name)),
    crossings: crossings
      .filter((crossing) => crossing.approval === name)
      .map((crossing) => ({...crossing, dimensions: crossing.dimensions.toSorted(compare)}))
      .sort((a, b) => compare(a.dimensions.join(' '), b.dimensions.join(' '))),
  };
  return createHash('sha256').update(canonical(named)).digest('hex').slice(0, 16);
}

/** JSON with the keys of every object in code-point order. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => compare(a, b)))
      : part,
  );
