import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {monitor} from '../../pipelines/monitor.js';
import {openWorkspace} from '../../src/db/workspace.js';
import {layCatalogue} from '../../src/models/catalogue.js';
import {quiet} from '../effects.js';
import {computedTwin} from '../workspaces.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-month-'));
const home = join(folder, 'workspace');
/** In the weeks after the letters, when most is paid; the deliveries know all that came later. */
const asOf = '2022-12-14';

beforeAll(async () => {
  await computedTwin(folder, {persons: 1500, seed: 3, years: [2021]}, asOf);
}, 120_000);
afterAll(() => rmSync(folder, {recursive: true, force: true}));

it('a month that is under way holds what happened up to the day, and nothing of the rest of it', async () => {
  const workspace = await openWorkspace(home, {mode: 'read'});
  const {later, running, difference} = (
    await layCatalogue(workspace, asOf).then(() =>
      workspace.rows<{later: number; running: string; difference: string | null}>(`
        select
          (select count(*) from staging.payments__payments
            where executed_on > '${asOf}' and executed_on <= '2022-12-31') as later,
          (select paid_eur from marts.budget_months where fiscal_year = 2022 and month_no = 12) as running,
          (select difference_eur from marts.budget_months where fiscal_year = 2022 and month_no = 12) as difference`),
    )
  )[0]!;
  workspace.close();
  expect(later).toBeGreaterThan(10);
  expect(Number(running)).toBeGreaterThan(0);
  // it is booked when it is over
  expect(difference).toBeNull();
  const failing = (await monitor(home, quiet)).filter(({failing}) => failing > 0);
  expect(failing.filter(({severity}) => severity === 'error')).toEqual([]);
  expect(failing.map(({name}) => name)).not.toContain('ledger_agrees_with_payments');
}, 120_000);

it('of a month that is under way only what is not paid yet is still expected, and the landing knows the account of its end', async () => {
  const workspace = await openWorkspace(home, {mode: 'read'});
  await layCatalogue(workspace, asOf);
  const [ahead] = await workspace.rows<{told: string; by_hand: string; paid: string}>(`
    select (select expected_eur from marts.outflow_ahead where is_due and paid_year = 2022) as told,
      eur(sum(greatest(cents - coalesce(cents(paid_eur), 0), 0))::bigint) as by_hand,
      sum(paid_eur) as paid
    from estimates.outflow_expected
    left join (from marts.paid_monthly where scheme = 'jobbonus') using (reference_year, paid_month)
    where expected_on = date '${asOf}' and is_due and year(paid_month) = 2022`);
  const [landing] = await workspace.rows<{ahead: string; proposed: string; unused: string; by_hand: string}>(`
    select accrual_ahead_eur as ahead, proposed_eur as proposed, unused_eur as unused,
      vek_budget_eur - landing_eur - accrual_eur - accrual_ahead_eur as by_hand
    from marts.budget_landing inner join marts.accruals using (fiscal_year) where fiscal_year = 2022`);
  workspace.close();
  expect(Number(ahead!.paid)).toBeGreaterThan(0);
  expect(ahead!.told).toBe(ahead!.by_hand);
  expect(Number(landing!.proposed)).toBeGreaterThan(0);
  expect([landing!.ahead, landing!.unused]).toEqual([landing!.proposed, landing!.by_hand]);
});
