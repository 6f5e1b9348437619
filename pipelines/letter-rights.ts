import {textTable} from '../src/cli/table.js';
import {quantity} from '../src/quantity.js';
import type {Explanation} from './answer.js';

const day = (iso: string | null): string => iso ?? '–';
const yes = (is: boolean | null): string => (is === null ? 'not yet' : is ? 'yes' : 'no');

/** Where the amounts of border workers come from: their applications, and the letter employer by employer. */
export function employersText(e: Explanation): string[] {
  const parts: string[] = [];
  const filed = e.border_applications;
  if (filed) {
    const said = filed.has_admissible
      ? 'admissible'
      : filed.has_pending
        ? 'not decided yet'
        : 'not admissible';
    parts.push(`as a border worker: ${quantity(filed.count, 'application')}, ${said}`);
  }
  if (e.employers.length > 0) {
    const rows = e.employers.map((q) => [
      q.employer,
      `Q${q.quarter % 10}`,
      q.counted_wage,
      q.wage_fraction,
      q.payout_fraction,
      q.reference_wage ?? '–',
      q.bonus,
      q.counts ? '' : 'does not count',
    ]);
    const header = [
      'employer',
      '',
      'wage',
      'wage fraction',
      'payout fraction',
      'reference wage',
      'bonus',
      '',
    ];
    parts.push(
      `the letter, employer by employer; the sum is capped at the maximum of the year\n${textTable(header, rows)}`,
    );
  }
  return parts;
}

/** What starters and everybody's account, terms and objections add to the letter. */
export function rightsText(e: Explanation): string[] {
  const parts: string[] = [];
  if (e.start) {
    const s = e.start;
    const rows = [
      ['started in main occupation', s.started_on],
      ['jobbonus over the year before', yes(s.has_jobbonus_year_before)],
      ['recently employed', yes(s.is_recently_employed)],
      ['refused by the person', yes(s.has_refused)],
      ['first declaration within the limit', yes(s.first_declaration_within_limit)],
      ['second instalment from', s.second_instalment_from],
      ['second declaration within the limit', yes(s.has_second_declaration)],
      ['stopped', day(s.stopped_on)],
      ['instalments due', String(s.instalment_count)],
    ];
    parts.push(`jobbonus plus\n${textTable(['condition', ''], rows)}`);
  }
  if (e.ledger.length > 0) {
    const rows = e.ledger.map((l) => [l.scheme, l.entry_on, l.kind, l.amount, l.balance, l.reference]);
    const header = ['the account', 'day', 'entry', 'EUR', 'balance', 'reference'];
    parts.push(textTable(header, rows));
    for (const scheme of new Set(e.ledger.map((l) => l.scheme))) {
      const balance = e.ledger.filter((l) => l.scheme === scheme).at(-1)!.balance;
      const meaning = Number(balance) > 0 ? 'still due' : 'to be recovered';
      if (Number(balance) !== 0) parts.push(`${scheme}: ${balance.replace('-', '')} EUR ${meaning}`);
    }
  }
  if (e.objections.length > 0) {
    const rows = e.objections.map((o) => [
      o.objection_id,
      o.filed_on,
      o.is_in_time === null ? 'no letter known' : yes(o.is_in_time),
      day(o.decided_on),
      o.outcome,
      String(o.lead_days),
      o.supplement,
      o.recovery,
    ]);
    const header = [
      'objection',
      'filed',
      'in time',
      'decided',
      'outcome',
      'days',
      'paid on top',
      'recovered',
    ];
    parts.push(textTable(header, rows));
  }
  if (e.clocks.length > 0) {
    const rows = e.clocks.map((c) => [
      c.scheme,
      c.clock,
      day(c.from_day),
      day(c.until_day),
      c.is_past ? 'past' : 'running',
    ]);
    parts.push(textTable(['the clocks', '', 'from', 'until', ''], rows));
  }
  return parts;
}
