import {type AuditEntry, recordAudit} from '../src/audit.js';
import {literal} from '../src/db/text.js';
import type {Effects} from '../src/effects.js';
import {type Catalogue, rowsOf} from '../src/models/catalogue.js';
import type {Alongside, BuildStep} from '../src/models/commit.js';
import {recordIngredients} from '../src/models/recorded.js';

/**
 * What every run leaves behind beside its tables: what it was made of, the postings of the ledger, the headline
 * figures of this vintage and its place in the audit trail. Nothing here is ever changed afterwards.
 */
export const recordRun = (
  catalogue: Catalogue,
  years: readonly number[],
  entry: AuditEntry,
  effects: Effects,
): Alongside => ({
  reads: [headlines, ...rights.map(({relation}) => relation)],
  async write(runId, steps) {
    await recordIngredients(catalogue, runId);
    await postAwards(catalogue, runId, steps);
    await keepHeadlines(catalogue, runId, years, effects.now());
    await recordAudit(
      catalogue.workspace,
      {
        ...entry,
        subject: `run ${runId}`,
        detail: {...entry.detail, reference_years: years, as_of: catalogue.asOf},
      },
      effects.now(),
    );
  },
});

/** The figures that stay as a run saw them. */
const headlines = 'marts.headlines';

/** The table that holds the right of a scheme, with its award and supplement. */
const rights = [
  {
    relation: 'intermediate.people_assessed',
    scheme: 'jobbonus',
    award: `if(status = 'entitled', bonus_cents, 0)`,
    supplement: 'supplement_cents',
  },
  {relation: 'intermediate.starters_assessed', scheme: 'plus', award: 'bonus_cents', supplement: '0'},
] as const;

/** Post to the ledger by how much each right differs from what was posted for it before. */
async function postAwards(catalogue: Catalogue, runId: number, steps: readonly BuildStep[]): Promise<void> {
  const {workspace, built} = catalogue;
  for (const {relation, scheme, award, supplement} of rights) {
    const rightsIn = (rows: string): string => `
      select person_key, ${award} as award_cents, ${supplement} as supplement_cents
      from ${rows}
      where award_cents <> 0 or supplement_cents <> 0`;
    for (const {year} of steps.filter((step) => step.relation === relation && step.isNew)) {
      const table = built.get(relation)!.get(year)!;
      // when few persons were touched, only they can have another right
      const few = table.patch ? `semi join ${table.patch.touched} using (person_key)` : '';
      // what was posted is what the table of the run before says, without adding up every run since the first
      const {before} = table;
      const posted =
        before && before.parts['code'] === table.parts['code']
          ? rightsIn(`(${rowsOf(before)})`)
          : `
      select person_key, sum(award_cents)::bigint as award_cents, sum(supplement_cents)::bigint as supplement_cents
      from ws.postings ${few}
      where reference_year = ${year} and scheme = ${literal(scheme)}
      group by person_key`;
      await workspace.run(`
        insert into ws.postings
        with

        due as (${rightsIn(`(select * from ${relation} ${few} where reference_year = ${year})`)}),

        posted as (${posted})

        select
            ${runId}, ${literal(catalogue.asOf)}::date, ${year}, ${literal(scheme)}, person_key,
            coalesce(due.award_cents, 0) - coalesce(posted.award_cents, 0) as award,
            coalesce(due.supplement_cents, 0) - coalesce(posted.supplement_cents, 0) as supplement
        from due
        full join posted using (person_key)
        where award <> 0 or supplement <> 0`);
    }
  }
}

/** Keep every headline figure as this run saw it. */
async function keepHeadlines(
  {workspace, asOf}: Catalogue,
  runId: number,
  years: readonly number[],
  now: Date,
): Promise<void> {
  if (years.length === 0) return;
  await workspace.run(`
    insert into ws.headlines
    select ${runId}, ${literal(now.toISOString())}::timestamptz, ${literal(asOf)}::date,
      reference_year, figure_no, figure, unit, persons, value
    from ${headlines} where reference_year in (${years.join(', ')})
    order by reference_year, figure_no`);
}
