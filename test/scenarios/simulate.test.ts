import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {simulate} from '../../pipelines/simulate.js';
import {simulationJson, simulationText} from '../../pipelines/simulate-text.js';
import {openWorkspace} from '../../src/db/workspace.js';
import {layCatalogue} from '../../src/models/catalogue.js';
import {readKinds, readParameters} from '../../src/parameters.js';
import {overlay} from '../../src/scenario/law.js';
import {readScenario} from '../../src/scenario/scenario.js';
import {quiet} from '../effects.js';
import {computedTwin} from '../workspaces.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-simulate-'));
const home = join(folder, 'workspace');
const asOf = '2024-06-30';
const kinds = readKinds();
const laws = readParameters();

beforeAll(async () => {
  await computedTwin(folder, {persons: 2500, seed: 5, years: [2021, 2022]}, asOf);
}, 240_000);
afterAll(() => rmSync(folder, {recursive: true, force: true}));

function write(name: string, body: string): string {
  const path = join(folder, `${name}.yaml`);
  writeFileSync(path, `title: ${name}\n${body}`);
  return path;
}

const files = (): Record<string, string> => ({
  leeg: write('leeg', 'parameters: {}\n'),
  hoger: write(
    'hoger',
    'parameters:\n  last_eligible_wage_eur: {add: 137.41}\n  lower_wage_limit_eur: {add: -33.33}\n',
  ),
  anders: write(
    'anders',
    'parameters:\n  max_award_eur: 711.13\n  taper_end_award_eur: 33.07\n  minimum_full_time_award_eur: 77.77\n  minimum_part_time_award_eur: 21.01\n  supplement_eur: 12.34\n',
  ),
  zacht: write(
    'zacht',
    'parameters:\n  taper_end_award_eur: 0.00\n  minimum_full_time_award_eur: 0.00\n  minimum_part_time_award_eur: 0.00\n  supplement_eur: 25.00\n',
  ),
});

/** What a full run under the law of a scenario gives: the slow way, in a workspace of its own. */
async function fullRun(path: string): Promise<{entitled: number; cents: bigint; registered: bigint}> {
  const changed = new Map(laws);
  changed.set(2022, overlay(readScenario(path, kinds), laws.get(2022)!, kinds));
  const workspace = await openWorkspace(home, {mode: 'read'});
  try {
    // the built tables up to the people stay; what depends on amounts is asked anew under the changed law
    const catalogue = await layCatalogue(workspace, asOf, changed);
    const sql = (name: string): string => catalogue.models.find((m) => m.relation === name)!.sql;
    await workspace.run(
      'create or replace view parameters.years as from given.years where reference_year = 2022',
    );
    await workspace.run(
      'create or replace view parameters.quarters as from given.quarters where reference_year = 2022',
    );
    await workspace.run(
      'create or replace view parameters.pension_ages as from given.pension_ages where reference_year = 2022',
    );
    for (const name of ['law_applied', 'border_rated'])
      await workspace.run(`create or replace view intermediate.${name} as ${sql(`intermediate.${name}`)}`);
    const rows = await workspace.rows<{entitled: number; cents: number; registered: number}>(`
      select count(*) filter (status = 'entitled') as entitled, sum(payable_cents)::bigint as cents,
        coalesce(sum(payable_cents) filter (registered_on is not null), 0)::bigint as registered
      from (${sql('intermediate.people_assessed')}) where reference_year = 2022`);
    return {
      entitled: rows[0]!.entitled,
      cents: BigInt(rows[0]!.cents),
      registered: BigInt(rows[0]!.registered),
    };
  } finally {
    workspace.close();
  }
}

describe('simulate', () => {
  it('finds exactly nothing for an empty scenario', async () => {
    const {priced} = await simulate(home, {scenarios: [files()['leeg']!], year: 2022}, quiet);
    expect(priced[0]!.after).toEqual(priced[0]!.before);
    expect(
      priced[0]!.changes.filter((c) => c.change_no !== 0).every((c) => c.persons === 0 && c.cents === 0n),
    ).toBe(true);
    expect(
      JSON.stringify(
        simulationJson(await simulate(home, {scenarios: [files()['leeg']!], year: 2022}, quiet)),
      ),
    ).toContain('"full_eur":"0.00"');
  });

  it('at full take-up equals the full run under that law to the cent, border workers and zero minima included', async () => {
    const scenarios = Object.values(files());
    const {priced} = await simulate(home, {scenarios, year: 2022}, quiet);
    for (const [i, path] of scenarios.entries()) {
      const full = await fullRun(path);
      expect({entitled: priced[i]!.after.entitled, cents: priced[i]!.after.fullCents}).toEqual({
        entitled: full.entitled,
        cents: full.cents,
      });
      // whoever has an account takes up in every scenario; the newly entitled only add
      expect(priced[i]!.after.currentCents >= full.registered).toBe(true);
    }
  });

  it('counts winners, losers, entering and leaving so that they explain the difference to the cent', async () => {
    const {priced} = await simulate(home, {scenarios: Object.values(files()), year: 2022}, quiet);
    for (const p of priced) {
      const sum = (rows: readonly {cents: bigint}[]): bigint =>
        rows.reduce((total, row) => total + row.cents, 0n);
      const difference = p.after.fullCents - p.before.fullCents;
      expect([sum(p.changes), sum(p.byWageBand), sum(p.byFraction)]).toEqual([
        difference,
        difference,
        difference,
      ]);
      const persons = (change: number): number => p.changes.find((c) => c.change_no === change)!.persons;
      expect(p.after.entitled - p.before.entitled).toBe(persons(3) - persons(-3));
      expect(
        p.after.currentCents <= p.after.projectedCents && p.after.projectedCents <= p.after.fullCents,
      ).toBe(true);
    }
  });

  it('against another baseline is the difference of both, and nothing against itself', async () => {
    const {hoger, anders} = files();
    const [ofHoger, ofAnders] = (await simulate(home, {scenarios: [hoger!, anders!], year: 2022}, quiet))
      .priced;
    const {priced} = await simulate(
      home,
      {scenarios: [hoger!, anders!], year: 2022, baseline: anders!},
      quiet,
    );
    expect(priced[0]!.before.fullCents).toBe(ofAnders!.after.fullCents);
    expect(priced[0]!.before.currentCents).toBe(ofAnders!.after.currentCents);
    expect(priced[0]!.after).toEqual(ofHoger!.after);
    expect(priced[1]!.after).toEqual(priced[1]!.before);
    expect(priced[1]!.changes.every((c) => c.change_no === 0 || c.persons === 0)).toBe(true);
  });

  it('prices fifty scenarios in one call as it prices each alone, and refuses fifty-one', async () => {
    const many = Array.from({length: 50}, (_, i) =>
      write(`s${i}`, `parameters:\n  supplement_eur: ${i}.00\n`),
    );
    const {priced} = await simulate(home, {scenarios: many, year: 2022}, quiet);
    const base = priced[50 - 1]!;
    for (const [i, p] of priced.entries()) {
      expect(p.after.entitled).toBe(base.after.entitled);
      expect(base.after.fullCents - p.after.fullCents).toBe(
        BigInt(49 - i) * 100n * BigInt(base.after.entitled),
      );
    }
    await expect(simulate(home, {scenarios: [...many, many[0]!], year: 2022}, quiet)).rejects.toThrowError(
      /at most 50/,
    );
  });

  it('keeps a person who does not register out of every scenario: take-up never falls when amounts rise', async () => {
    const steps = [0, 50, 100].map((add) =>
      write(`m${add}`, `parameters:\n  max_award_eur: {add: ${add}.00}\n`),
    );
    const {priced} = await simulate(home, {scenarios: steps, year: 2022}, quiet);
    const costs = priced.map((p) => p.after);
    expect([...costs].sort((a, b) => Number(a.currentCents - b.currentCents))).toEqual(costs);
    const again = await simulate(home, {scenarios: steps, year: 2022}, quiet);
    expect(again.priced).toEqual(priced);
  });

  it('walks five years with growing wages, and a stop leaves only the run-off', async () => {
    const {leeg} = files();
    const stop = write('stop', 'last_reference_year: 2022\n');
    const result = await simulate(
      home,
      {scenarios: [leeg!, stop], year: 2022, pathYears: 5, growthsE4: [0, 250]},
      quiet,
    );
    expect(result.path).toHaveLength(2 * 5 * 3);
    const at = (scenario: string, growth: number, year: number) =>
      result.path.find((r) => r.scenario === scenario && r.growthE4 === growth && r.reference_year === year)!;
    expect(at('leeg', 250, 2022).cost).toEqual(result.priced[0]!.after);
    expect(at('stop', 250, 2022).cost.fullCents).toBe(at('leeg', 250, 2022).cost.fullCents);
    expect(at('stop', 250, 2023).cost).toEqual({
      entitled: 0,
      fullCents: 0n,
      currentCents: 0n,
      projectedCents: 0n,
    });
    expect(at('leeg', 250, 2023).cost.fullCents < at('leeg', 0, 2023).cost.fullCents).toBe(true);
    expect(at('leeg', 0, 2026).law_of).toBe(2025);
    const paid = (scenario: string): bigint =>
      result.payments
        .filter((r) => r.scenario === scenario && r.growthE4 === 0)
        .reduce((sum, r) => sum + r.cents, 0n);
    expect(paid('stop') > 0n && paid('stop') < paid('leeg')).toBe(true);
    expect(simulationText(result)).toContain('Meerjarenpad');
  });

  it('says how many leave by wage growth alone, and what the declared rule does about it', async () => {
    const drift = write(
      'drift',
      'wage_drift: {growth_percent: 3.0, rounded_to_eur: 5.00, raises: [lower_wage_limit_eur, last_eligible_wage_eur]}\n',
    );
    const result = await simulate(home, {scenarios: [drift], year: 2022}, quiet);
    const {unchanged, proposed} = result.priced[0]!.drift!;
    const one = {...result.priced[0]!.drift!, unchanged: {...unchanged, leaving: 1}};
    expect(simulationText(result)).toMatch(/dan verliezen bij gelijke grenzen [\d.]+ personen het recht/);
    expect(simulationText({...result, priced: [{...result.priced[0]!, drift: one}]})).toContain(
      'dan verliest bij gelijke grenzen 1 persoon het recht',
    );
    expect(unchanged.leaving).toBeGreaterThan(proposed.leaving);
    expect(unchanged.cost.fullCents < proposed.cost.fullCents).toBe(true);
  });

  it('refuses a year that is not computed, in one sentence', async () => {
    await expect(simulate(home, {scenarios: [files()['leeg']!], year: 2023}, quiet)).rejects.toThrowError(
      /2023 is not computed in this workspace; run first/,
    );
    await expect(simulate(home, {scenarios: [files()['leeg']!], year: 1999}, quiet)).rejects.toThrowError(
      /1999 has no parameters/,
    );
  });
});

describe('what the pages show of it', () => {
  const tens = (persons: number): number => Math.floor((persons + 5) / 10) * 10;

  it('is, at every step of the lab that is tried, what simulate says, to the cent', async () => {
    const workspace = await openWorkspace(home, {mode: 'read'});
    await layCatalogue(workspace, asOf);
    const all = await workspace.rows<Record<string, number>>('from marts.reform_grid order by all');
    workspace.close();
    const grid = all.filter((row) => row['wage_band_no'] === -1);
    expect(grid).toHaveLength(720);
    expect(new Set(grid.map((row) => row['reference_year']))).toEqual(new Set([2022]));
    const tried = [0, 7, 101, 233, 359, 360, 480, 599, 700, grid.length - 1].map((i) => grid[i]!);
    const scenarios = tried.map((row, i) =>
      write(
        `stap${i}`,
        `parameters:
  lower_wage_limit_eur: {add: ${row['lower_step']}.00}
  last_eligible_wage_eur: {add: ${row['last_step']}.00}
  max_award_eur: {add: ${row['max_step']}.00}
  taper_end_award_eur: {add: ${row['floor_step']}.00}
  minimum_full_time_award_eur: {add: ${row['floor_step']}.00}
  supplement_eur: {add: ${row['supplement_step']}.00}
`,
      ),
    );
    const {priced} = await simulate(home, {scenarios, year: 2022}, quiet);
    for (const [i, row] of tried.entries()) {
      const {after, changes} = priced[i]!;
      // a band stands rounded to tens: its differences would tell of a few people
      const persons = (change: number): number => tens(changes.find((c) => c.change_no === change)!.persons);
      expect(row).toMatchObject({
        entitled: after.entitled,
        payable_cents: Number(after.fullCents),
        current_cents: Number(after.currentCents),
        projected_cents: Number(after.projectedCents),
        leaving: persons(-3),
        losing_much: persons(-2),
        losing: persons(-1),
        same: persons(0),
        gaining: persons(1),
        gaining_much: persons(2),
        entering: persons(3),
      });
      const steps = ['lower_step', 'last_step', 'max_step', 'floor_step', 'supplement_step'];
      const bands = all.filter(
        (b) => b['wage_band_no']! >= 0 && steps.every((step) => b[step] === row[step]),
      );
      expect(new Set(bands.map((b) => b['wage_band_no']))).toEqual(
        new Set(priced[i]!.byWageBand.map((b) => b.band_no)),
      );
      for (const band of bands) {
        const groups = priced[i]!.byWageBand.filter((b) => b.band_no === band['wage_band_no']);
        const counted = (change: number): number =>
          tens(groups.find((b) => b.change_no === change)?.persons ?? 0);
        expect(band).toMatchObject({
          entitled: null,
          payable_cents: null,
          leaving: counted(-3),
          losing_much: counted(-2),
          losing: counted(-1),
          same: counted(0),
          gaining: counted(1),
          gaining_much: counted(2),
          entering: counted(3),
        });
        const people = tens(groups.reduce((sum, b) => sum + b.persons, 0));
        // what five people can be due at most: the maximum of 2022 with its highest step, and the supplement with its own
        const five = 5 * (600 + 100 + 50 + 50);
        const euros = groups.reduce((sum, b) => sum + Number(b.cents) / 100, 0);
        const mean = (Math.round(euros / five) * five) / people;
        if (people < 20) expect(band['mean_change_eur']).toBeNull();
        else expect(Math.abs(band['mean_change_eur']! - mean)).toBeLessThanOrEqual(0.5);
      }
    }
  });

  it('shows no two positions of one slider whose difference tells of one to four people', async () => {
    const workspace = await openWorkspace(home, {mode: 'read'});
    await layCatalogue(workspace, asOf);
    const grid = await workspace.rows<Record<string, number>>(
      'from marts.reform_grid where wage_band_no = -1 order by all',
    );
    workspace.close();
    const steps = ['lower_step', 'last_step', 'max_step', 'floor_step', 'supplement_step'] as const;
    const shown = grid.filter((row) => !(row['totals_tell_of']! >= 1 && row['totals_tell_of']! <= 4));
    expect(shown.length).toBeGreaterThan(100);
    // today's law itself always shows
    expect(shown.some((row) => steps.every((step) => row[step] === 0))).toBe(true);
    // the maximum of 2022 with its highest step, and the supplement with its own
    const most = (600 + 100 + 50 + 50) * 100;
    let tried = 0;
    for (const [i, one] of shown.entries()) {
      for (const other of shown.slice(i + 1)) {
        if (steps.filter((step) => one[step] !== other[step]).length !== 1) continue;
        tried += 1;
        const people = Math.abs(one['entitled']! - other['entitled']!);
        const cents = Math.abs(one['payable_cents']! - other['payable_cents']!);
        expect(people === 0 || people >= 5).toBe(true);
        expect(cents === 0 || cents > 4 * most).toBe(true);
      }
    }
    expect(tried).toBeGreaterThan(100);
  });

  it('holds every jump of the promotion trap with the people near it, as counted directly', async () => {
    const workspace = await openWorkspace(home, {mode: 'read'});
    await layCatalogue(workspace, asOf);
    const schedules = await workspace.rows<Record<string, number | string>>(
      'from marts.schedules order by all',
    );
    expect(schedules.map((s) => [s['reference_year'], s['from_quarter'], s['marginal_rate_e6']])).toEqual([
      // 580 / 8,400; both halves of 2022 by themselves
      [2021, 1, 69048],
      [2022, 1, 61111],
      [2022, 3, 48246],
    ]);
    // a jump is said once, where it was found: by itself the end of a schedule is a cent beside it
    expect(Object.keys(schedules[0]!).filter((column) => /jump|drop/.test(column))).toEqual([]);
    const jumps = await workspace.rows<Record<string, number | string>>('from marts.wage_jumps order by all');
    expect(jumps.map((j) => [j['reference_year'], j['jump_eur_per_month'], j['drop_eur']])).toEqual([
      [2021, '2499.99', '120.01'],
      // half of the year ends: half of 50 euro; then the year falls under the minimum and the supplement goes too
      [2022, '2699.99', '25.01'],
      [2022, '2813.65', '100.00'],
    ]);
    const direct = await workspace.rows<{near: number}>(`
      select count(*) as near from intermediate.people_assessed
      where reference_year = 2021 and category = 'employee' and status = 'entitled'
        and mean_reference_wage_cents between 245000 and 249999`);
    expect(jumps[0]!['below_50']).toBe(direct[0]!.near);
    workspace.close();
  });
});
