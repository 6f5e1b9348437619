import type {Workspace} from '../src/db/workspace.js';

/** From the quarters to the year: the sum, and what it is held against. */
export interface ExplainedYear {
  /** Of the quarter bonuses, before it is rounded to the cent; of all employers where those are computed one by one. */
  readonly quarters_sum: string;
  /** What employers together cannot pass; null where there is one computation, which cannot. */
  readonly maximum: string | null;
  /** A counted line of part-time work in a quarter that counts: the lower minimum holds. */
  readonly has_part_time: boolean;
  readonly minimum: string;
}

/** @returns null where no quarter of the person was computed */
export async function yearOf(
  workspace: Workspace,
  personKey: string,
  year: number,
): Promise<ExplainedYear | null> {
  const [found] = (await workspace.rows(`
    with

    law as (select * from intermediate.law_applied where reference_year = ${year}),

    -- whoever has an admissible application is computed employer by employer, and nobody both ways
    summed as (
        select
            q1_bonus_micros + q2_bonus_micros + q3_bonus_micros + q4_bonus_micros as micros,
            null as maximum_cents,
            has_part_time,
        from intermediate.people_rated
        where reference_year = ${year} and person_key = ${personKey}
        union all
        select sum(bonus_micros), any_value(law.year_max_cents), bool_or(counts and has_part_time)
        from intermediate.border_rated as rated inner join law on rated.reference_year = law.reference_year
        where rated.reference_year = ${year} and person_key = ${personKey}
        having count(*) > 0
    )

    select
        (micros::decimal(18, 0) * 0.000001)::decimal(18, 6) as quarters_sum,
        eur(maximum_cents) as maximum,
        has_part_time,
        eur(if(has_part_time, minimum_part_time_cents, minimum_full_time_cents)) as minimum
    from summed cross join law`)) as unknown as ExplainedYear[];
  return found ?? null;
}
