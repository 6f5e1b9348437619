import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, expect, it} from 'vitest';
import {brokenEntry} from '../../src/audit.js';
import {makePlanTable, readPlans, recordPlans} from '../../src/plans.js';
import {emptyWorkspace} from '../workspaces.js';

const house = emptyWorkspace();
const folder = mkdtempSync(join(tmpdir(), 'jobbonus-plans-'));
afterAll(() => {
  house.close();
  rmSync(folder, {recursive: true, force: true});
});

const planned = (window: number) => {
  writeFileSync(
    join(folder, 'wave.yaml'),
    `wave: 2023-herinnering-9
reference_year: 2023
fixed_on: 2024-01-08
sent_on: 2024-01-22
responsible: dienst
population: wie wacht
arms: {treated: herinnering, holdout: geen}
holdout_share: 0.10
draw: HMAC
primary_outcome: registered within the window after sending
window_days: ${window}
test: difference of proportions, limits of Newcombe, intention to treat
stopping_rule: een analyse
minimum_effect: 0.03
`,
  );
  return readPlans(folder);
};

it('the audit trail knows a plan from the first run that saw it, and a changed plan is another', async () => {
  const {workspace} = await house.open();
  const table = async (): Promise<unknown> => {
    await makePlanTable(workspace, readPlans(folder));
    return workspace.value('select known_on from parameters.plans');
  };
  const plans = planned(28);
  expect(await table()).toBe(null);
  await recordPlans(workspace, plans, new Date('2024-01-20T23:30:00Z'));
  await recordPlans(workspace, plans, new Date('2024-03-01T12:00:00Z'));
  // half past eleven in the evening in UTC is the next day in Brussels
  expect(await table()).toBe('2024-01-21');

  const changed = planned(35);
  expect(await table()).toBe(null);
  await recordPlans(workspace, changed, new Date('2024-03-02T12:00:00Z'));
  expect(await table()).toBe('2024-03-02');
  expect(
    await workspace.rows(`
      select action, subject, json_extract_string(detail, '$.sha256') as sha256 from ws.audit order by entry_no`),
  ).toEqual([
    {action: 'wave-plan', subject: '2023-herinnering-9', sha256: plans[0]!.sha256},
    {action: 'wave-plan', subject: '2023-herinnering-9', sha256: changed[0]!.sha256},
  ]);
  expect(await brokenEntry(workspace)).toBe(null);
});
