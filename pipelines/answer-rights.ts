import type {Workspace} from '../src/db/workspace.js';

/** One entry on the account of a dossier. */
export interface LedgerLine {
  readonly scheme: string;
  readonly entry_on: string;
  readonly kind: string;
  readonly amount: string;
  /** Balance of the dossier after this entry: above zero is still due, below zero is to be recovered. */
  readonly balance: string;
  readonly reference: string;
}

export interface Clock {
  readonly scheme: string;
  readonly clock: string;
  readonly from_day: string | null;
  readonly until_day: string | null;
  readonly is_past: boolean;
}

export interface Objection {
  readonly objection_id: string;
  readonly filed_on: string;
  readonly decided_on: string | null;
  readonly outcome: string;
  readonly lead_days: number;
  readonly is_in_time: boolean | null;
  readonly supplement: string;
  readonly recovery: string;
}

/** One employer and quarter of a border worker, or of somebody who worked on both sides. */
export interface EmployerQuarter {
  readonly employer: string;
  readonly quarter: number;
  readonly wage_fraction: string;
  readonly payout_fraction: string;
  readonly counted_wage: string;
  readonly reference_wage: string | null;
  readonly bonus: string;
  readonly counts: boolean;
}

/** What a starter's right stands on. */
export interface Start {
  readonly started_on: string;
  readonly stopped_on: string | null;
  readonly has_jobbonus_year_before: boolean;
  readonly is_recently_employed: boolean;
  readonly has_refused: boolean;
  readonly first_declaration_within_limit: boolean | null;
  readonly second_instalment_from: string;
  readonly has_second_declaration: boolean;
  readonly instalment_count: number;
}

/** The applications of a border worker, filed by the day the world is seen from. */
export interface BorderApplications {
  readonly count: number;
  readonly has_admissible: boolean;
  readonly has_pending: boolean;
}

export interface Rights {
  readonly ledger: readonly LedgerLine[];
  readonly clocks: readonly Clock[];
  readonly objections: readonly Objection[];
  readonly employers: readonly EmployerQuarter[];
  readonly start: Start | null;
  /** Null where none was filed. */
  readonly border_applications: BorderApplications | null;
}

/** The account, terms and objections of one person, and what the other populations' amounts came from. */
export async function rightsOf(workspace: Workspace, personKey: string, year: number): Promise<Rights> {
  const who = `reference_year = ${year} and person_key = ${personKey}`;
  const rows = <T>(sql: string): Promise<T[]> => workspace.rows(sql) as unknown as Promise<T[]>;
  const starts = await rows<Start>(`
    select started_on, stopped_on, has_jobbonus_year_before, is_recently_employed, has_refused,
      is_first_within_limit as first_declaration_within_limit, second_instalment_from, has_second_declaration,
      instalment_count
    from intermediate.starters_assessed where ${who}`);
  const filed = await rows<BorderApplications>(`
    select application_count as count, has_admissible, has_pending from intermediate.border_known where ${who}`);
  return {
    ledger: await rows<LedgerLine>(`
      select scheme, entry_on, kind, amount,
        (sum(amount) over (partition by scheme order by entry_on, kind, reference rows unbounded preceding))::decimal(18, 2) as balance,
        reference
      from marts.ledger where ${who} order by scheme, entry_on, kind, reference`),
    clocks: await rows<Clock>(`
      select scheme, clock, from_day, until_day, is_past from marts.clocks where ${who} order by scheme, clock`),
    objections: await rows<Objection>(`
      select objection_id, filed_on, decided_on, outcome, lead_days, is_in_time,
        eur(supplement_cents) as supplement, eur(recovery_cents) as recovery
      from intermediate.objections_followed where ${who} order by filed_on, objection_id`),
    employers: await rows<EmployerQuarter>(`
      -- without the side it lies on
      select substr(employer, strpos(employer, '/') + 1) as employer, ${year} * 10 + quarter_no as quarter, eur(wage_fraction) as wage_fraction,
        eur(payout_fraction) as payout_fraction, eur(wage_cents) as counted_wage,
        eur(reference_wage_cents) as reference_wage, (bonus_micros::decimal(18, 0) * 0.000001)::decimal(18, 6) as bonus, counts
      from intermediate.border_rated as rated where ${who} order by rated.employer, quarter_no`),
    start: starts[0] ?? null,
    border_applications: filed[0] ?? null,
  };
}
