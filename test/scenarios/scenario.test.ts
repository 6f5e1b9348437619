import {mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {root} from '../../src/house.js';
import {readKinds, readParameters} from '../../src/parameters.js';
import {changesIn, overlay} from '../../src/scenario/law.js';
import {readScenario} from '../../src/scenario/scenario.js';
import {sentencesOf} from '../../src/scenario/sentences.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-scenarios-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const kinds = readKinds();
const laws = readParameters();
const law = laws.get(2022)!;

function write(text: string): string {
  const path = join(folder, 'proef.yaml');
  writeFileSync(path, text);
  return path;
}

const priced = (text: string) => overlay(readScenario(write(text), kinds), law, kinds);
const scenario = (parameters: string): string => `title: Proef\nparameters:\n${parameters}`;

describe('a scenario that cannot be is refused with its line and what would be right', () => {
  it.each([
    [
      'an unknown parameter',
      '  lower_wage_limt_eur: 2000.00\n',
      /proef\.yaml:3: parameter lower_wage_limt_eur is unknown \(did you mean lower_wage_limit_eur\?\)/,
    ],
    [
      'a lower bound above the upper one',
      '  lower_wage_limit_eur: 2950.00\n',
      /:3: the lower bound 2950\.00 does not lie below the last eligible wage 2699\.99 in quarter 1 of 2022; expected/,
    ],
    [
      'a lower bound equal to the last eligible wage',
      '  max_award_eur: 600.00\n  lower_wage_limit_eur: 2699.99\n',
      /:4: the lower bound/,
    ],
    [
      'a negative amount',
      '  supplement_eur: -50.00\n',
      /:3: supplement_eur is -50\.00, a negative amount; expected 0\.00 or more/,
    ],
    [
      'an amount that becomes negative',
      '  supplement_eur: {add: -50.01}\n',
      /:3: supplement_eur comes to -0\.01 in 2022, a negative amount/,
    ],
    [
      'an amount that rises with the wage',
      '  taper_end_award_eur: 700.00\n',
      /:3: the amount rises with the wage in quarter 1 of 2022, from 600\.00 to 700\.00; expected taper_end_award_eur at most max_award_eur/,
    ],
    [
      'a minimum nobody reaches',
      '  minimum_full_time_award_eur: 601.00\n',
      /:3: the minimum 601\.00 lies above the maximum/,
    ],
    [
      'a part-time minimum above the full-time one',
      '  minimum_part_time_award_eur: 51.00\n',
      /:3: the part-time minimum/,
    ],
    [
      'a bound that falls inside the year',
      '  last_eligible_wage_eur:\n    - {from_quarter: 3, value: 2600.00}\n',
      /:4: a wage bound falls in quarter 3/,
    ],
    [
      'a parameter that decides who counts',
      '  pension_age: 60\n',
      /:3: pension_age decides who counts, not how much/,
    ],
    [
      'a quarter for an amount of the whole year',
      '  supplement_eur: {from_quarter: 2, value: 10.00}\n',
      /:3: from_quarter has no meaning for supplement_eur/,
    ],
    [
      'both a value and an addition',
      '  max_award_eur: {value: 1.00, add: 1.00}\n',
      /:3: max_award_eur needs either value or add/,
    ],
    [
      'an unknown key',
      '  max_award_eur: {vallue: 1.00}\n',
      /:3: key vallue is unknown \(did you mean value\?\)/,
    ],
    [
      'an amount that is no amount',
      '  max_award_eur: 1e3\n',
      /:3: max_award_eur is 1e3; expected an amount in euro/,
    ],
    [
      'an amount beyond any law',
      '  max_award_eur: 60000.00\n',
      /:3: max_award_eur comes to 60000\.00; expected at most/,
    ],
  ])('%s', (_, parameters, message) => {
    expect(() => priced(scenario(parameters))).toThrowError(message);
  });

  it.each([
    ['title: X\nparametrs: {}\n', /:2: key parametrs is unknown \(did you mean parameters\?\)/],
    ['parameters: {}\n', /:1: title is missing/],
    ['title: [\n', /is no YAML/],
    [
      'title: X\nwage_drift: {growth_percent: 2.5, raises: [max_award_eur]}\n',
      /:2: wage_drift has no rounded_to_eur/,
    ],
    ['title: X\nlast_reference_year: ooit\n', /:2: last_reference_year is ooit/],
  ])('%s', (text, message) => {
    expect(() => priced(text)).toThrowError(message);
  });

  it('refuses with exit code 3', () => {
    expect(() => priced(scenario('  supplement_eur: -1.00\n'))).toThrowError(
      expect.objectContaining({exitCode: 3, code: 'SCENARIO'}),
    );
  });
});

describe('an overlay', () => {
  it('that is empty is the adopted law', () => {
    const same = priced('title: Leeg\nparameters: {}\n');
    expect(same.citations).toEqual(law.citations);
  });

  it('adds to each quarter what stands in it', () => {
    const {citations} = priced(scenario('  last_eligible_wage_eur: {add: 100.00}\n'));
    const found = citations
      .filter((c) => c.name === 'last_eligible_wage_eur')
      .map((c) => [c.from_quarter, c.value]);
    expect(found).toEqual([
      [1, '2799.99'],
      [3, '2999.99'],
    ]);
  });

  it('replaces every quarter by one value', () => {
    const {citations} = priced(scenario('  last_eligible_wage_eur: 2999.99\n'));
    expect(citations.filter((c) => c.name === 'last_eligible_wage_eur').map((c) => c.value)).toEqual([
      '2999.99',
    ]);
  });

  it('raises bounds with wages, rounded to the step, a cent under a round bound', () => {
    const drift = readScenario(
      write(
        'title: X\nwage_drift: {growth_percent: 2.5, rounded_to_eur: 5.00, raises: [lower_wage_limit_eur, last_eligible_wage_eur]}\n',
      ),
      kinds,
    );
    // 1950 × 1.025 = 1998.75 → 2000; 2700 → 2767.50 → 2770 (a half up); 2900 → 2972.50 → 2975
    expect(changesIn(drift, law, kinds).map((c) => c.after)).toEqual([
      [200000n, 200000n, 200000n, 200000n],
      [276999n, 276999n, 297499n, 297499n],
    ]);
  });
});

describe('the sentences', () => {
  it('say what changes, from when and by how much', () => {
    const found = sentencesOf(
      readScenario(
        write(
          scenario(
            '  last_eligible_wage_eur:\n    - {from_quarter: 3, add: 150.00}\n  supplement_eur: 20.00\n',
          ),
        ),
        kinds,
      ),
      law,
      kinds,
    ).map((s) => s.replaceAll('\u00A0', ' '));
    expect(found).toEqual([
      'Bovenste loongrens stijgt van € 2.899,99 naar € 3.049,99 per maand (€ +150,00), in kwartaal 3 en 4 van refertejaar 2022.',
      'Forfaitaire toeslag daalt van € 50,00 naar € 20,00 per jaar (€ −30,00), in refertejaar 2022.',
    ]);
  });

  it('are one for each parameter and period that the overlay changes, over every example', () => {
    const examples = join(root, 'pipelines', 'scenarios');
    for (const file of readdirSync(examples)) {
      const example = readScenario(join(examples, file), kinds);
      for (const year of laws.values()) {
        const sentences = sentencesOf(example, year, kinds);
        const changed = overlay(example, year, kinds);
        const differing = changed.citations.filter(
          (c) =>
            !year.citations.some(
              (o) => o.name === c.name && o.from_quarter === c.from_quarter && o.value === c.value,
            ),
        );
        // every changed value is said in euro
        for (const {value} of differing) {
          const [whole, cents] = value.split('.') as [string, string];
          const shown = `${whole.replace(/\B(?=(\d{3})+$)/g, '.')},${cents}`;
          expect(sentences.join(' ')).toContain(shown);
        }
        if (differing.length === 0) expect(sentences).toHaveLength(1);
      }
    }
  });
});
