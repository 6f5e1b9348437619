import {describe, expect, it} from 'vitest';
import datakwaliteit from '../../dashboards/pages/datakwaliteit.js';
import evaluatie from '../../dashboards/pages/evaluatie.js';
import plus from '../../dashboards/pages/plus.js';
import prognose from '../../dashboards/pages/prognose.js';
import scorebord from '../../dashboards/pages/scorebord.js';
import tijd from '../../dashboards/pages/tijd-en-kanaal.js';
import type {Figure, Page, PageData, Row} from '../../src/site/page.js';

const figureOf = (page: Page, id: string, data: PageData, year = 2022): Figure =>
  page
    .figures({
      data,
      choice: {year, dimension: 'by_total'},
      provenance: {asOf: '2025-01-31', runId: 1, fingerprint: '', builtOn: '2025-01-31', smallestCount: 5},
      dimensions: {},
    })
    .find((figure) => figure.id === id)!;

describe('Tijd en kanaal tells of holidays what the days tell', () => {
  const day = (iso: string, letters: number): Row => ({
    ...{reference_year: 2022, day: iso, letters, reminders: 0, registered: 9, known_before: 0, hidden: ''},
  });
  const note = (letters: number): string =>
    figureOf(tijd, 'dagen', {
      daily: [day('2023-11-06', 100), day('2023-11-11', letters), day('2023-11-13', 100)],
      holidays: [{day: '2023-11-11', label: 'Wapenstilstand', hidden: ''}],
    }).notes![0]!;

  it('letters that went out on one', () => {
    expect(note(1051)).toMatch(
      /Ook op Wapenstilstand \(1\.051 eerste brieven\) vertrokken er brieven, al is dat een feestdag\.$/,
    );
  });

  it('and none', () => {
    expect(note(0)).toMatch(/Op de feestdagen van deze periode vertrok geen enkele eerste brief\.$/);
  });

  it('and names the quickest and the slowest age with the size that they have at least', () => {
    const age = (category: string, persons: number, share: number): Row => ({
      ...{reference_year: 2022, dimension: 'by_age', category, persons, share_4: share, hidden: ''},
    });
    const speed = [age('25–34', 1298, 0.502), age('35–44', 777, 0.542), age('65 en ouder', 32, 0.281)];
    expect(figureOf(tijd, 'tempo', {speed}).finding).toMatch(
      /^Van de leeftijden met minstens 100 mensen registreert 35–44 het snelst .* en 25–34 het traagst/,
    );
  });
});

describe('Evaluatie says of a plan what the audit trail knows', () => {
  const note = (known: string | null): string =>
    figureOf(evaluatie, 'ontwerp', {
      everybody: [{reference_year: 2022, not_registered: 2000, hidden: ''}],
      plans: [
        {
          ...{
            reference_year: 2022,
            wave: '2022-herinnering-1',
            sent_on: '2024-01-22',
            fixed_on: '2024-01-08',
          },
          ...{known_on: known, holdout_share: 0.1, minimum_effect: 0.03},
        },
      ],
    }).notes![0]!;

  it('before the wave, after it, and not at all', () => {
    expect(note('2024-01-10')).toMatch(/kent het sinds 10\/01\/2024, dus voor de golf\.$/);
    expect(note('2026-11-23')).toMatch(/pas sinds 23\/11\/2026: .* niet te bewijzen\.$/);
    expect(note(null)).toMatch(/In het controlespoor staat het niet\.$/);
  });
});

describe('Prognose', () => {
  const ahead = (on: string, high: number | null): Row => ({
    ...{reference_year: 2022, on_date: on, is_deadline: on === '2025-12-31', entitled: 1000, hidden: ''},
    ...{registered_now: 900, more: 50, more_low_80: 20, more_high_80: high},
    ...{more_low_95: 10, more_high_95: null, more_eur: 1e4, learnt_from: '2021', has_spike: true},
  });
  const weekly = [1, 2, 3, 4, 5, 6].map(
    (week): Row => ({
      ...{reference_year: 2022, dimension: 'by_total', week_no: week, week_ends_on: `2025-01-0${week}`},
      ...{registered: 100 * week, entitled: 1000, hidden: ''},
    }),
  );

  it('has what is known in its table, also where nothing is left to forecast', () => {
    const {table} = figureOf(prognose, 'raming', {weekly, forecast: []});
    expect(table.rows.map((row) => [row.on_date, row.kind, row.share])).toEqual([
      ['2025-01-01', 'gekend', 0.1],
      ['2025-01-05', 'gekend', 0.5],
      ['2025-01-06', 'gekend', 0.6],
    ]);
  });

  it('says of an upper limit that is open that it is, in the table and in the sentence', () => {
    const {table, finding} = figureOf(prognose, 'raming', {
      weekly,
      forecast: [ahead('2025-02-28', 90), ahead('2025-12-31', null)],
    });
    expect(table.rows.slice(-2).map((row) => row.open)).toEqual(['95%', '80% en 95%']);
    expect(finding).toMatch(
      /Met 80 kansen op 100 is het minstens 92,0%; hoeveel hoogstens, laat zich niet zeggen/,
    );
  });
});

describe('Scorebord', () => {
  const line = (year: number, no: number, name: string, value: number, applies = true): Row => ({
    ...{reference_year: year, line_no: no, line: name, label: name, value, is_in_force: applies, hidden: ''},
  });
  const board = [2021, 2022].flatMap((year) => [
    line(year, 1, 'employees_received', 44_000),
    line(year, 4, 'border_received', 8),
    line(year, 12, 'plus_dossiers', year === 2021 ? 0 : 257, year > 2021),
    line(year, 13, 'plus_declarations', year === 2021 ? 0 : 75, year > 2021),
  ]);

  it('has no nought where the scheme did not exist, and says why', () => {
    const {table, notes, finding} = figureOf(scorebord, 'jobbonus-plus', {board});
    expect(table.rows[0]).toMatchObject({y2021: null, y2022: 257});
    expect(notes!.at(-1)).toMatch(/^Voor 2021 is de jobbonus plus niet van toepassing/);
    expect(finding).toMatch(/^Van de 257 dossiers eerste schijf van starters uit 2022 heeft 29,2%/);
  });

  it('says of employees that are hidden beside a few border workers how many there are, more or less', () => {
    const row = (line: string, persons: number | null): Row => ({
      ...{reference_year: 2022, line_no: 1, line, label: line, value: persons, persons, is_in_force: true},
      hidden: persons === null ? 'persons value' : '',
    });
    const finding = (border: number | null): string =>
      figureOf(scorebord, 'jobbonus', {
        board: [
          row('employees_received', 31_205),
          row('employees_approved', null),
          row('border_approved', border),
        ],
        takeup: [{reference_year: 2022, entitled: 18_824, hidden: ''}],
      }).finding;
    expect(finding(null)).toMatch(
      /afgeschermd: op enkele grensarbeiders na zijn het alle 18\.824 rechthebbenden\.$/,
    );
    expect(finding(130)).toMatch(
      /afgeschermd: naast alle rechthebbenden zou het van enkele grensarbeiders vertellen\.$/,
    );
  });

  it('does not call two shares equal that are too small to print', () => {
    const published = (name: string, value: number, base: string): Row => ({
      ...{reference_year: 2022, line_no: 1, line: name, base_line: base, published_value: value},
      ...{published_in: 'verslag', cause: '', hidden: ''},
    });
    const {table, finding} = figureOf(scorebord, 'gepubliceerd', {
      board,
      outside: [
        published('employees_received', 1_560_274, ''),
        published('border_received', 294, 'employees_received'),
        published('plus_dossiers', 9106, 'employees_received'),
      ],
    });
    expect(table.rows.map((row) => row.verdict)).toEqual([
      'een deel is geladen',
      'te klein om te vergelijken',
      'stemt overeen',
    ]);
    expect(finding).toMatch(/1 van 3 lijnen stemt overeen, 1 is afgeschermd of te klein om te vergelijken/);
  });
});

it('Jobbonus plus mentions the months that its sum leaves out', () => {
  const month = (name: string, euro: number | null): Row => ({
    ...{reference_year: 2022, clock: 'tweede schijf jobbonus plus', month: name, is_past: true, persons: 9},
    ...{amount_eur: euro, hidden: euro === null ? 'persons amount_eur' : ''},
  });
  const said = (...clocks: Row[]): string => figureOf(plus, 'tweede-schijf', {clocks}).finding;
  expect(said(month('2023-01-01', 6000), month('2023-02-01', null))).toMatch(
    /de verklaring nog \(1 afgeschermde maand niet meegeteld\)\.$/,
  );
  expect(said(month('2023-01-01', 6000))).toMatch(/de verklaring nog\.$/);
});

describe('Datakwaliteit', () => {
  it('explains deliveries that are younger than the day of the figures', () => {
    const delivery = (at: string): Row => ({
      ...{delivery_id: at, table_name: 'border_applications', reference_year: 2022, delivered_at: at},
      ...{is_in_force: true, row_count: 1, loaded_count: 1, quarantined_count: 0, hidden: ''},
    });
    const figure = (...days: string[]) =>
      figureOf(datakwaliteit, 'leveringen', {deliveries: days.map(delivery)});
    const later = figure('2024-10-16T08:00:00Z', '2025-06-30T08:00:00Z');
    expect(later.notes![0]).toMatch(/^1 van de 2 tabellen is geleverd na 31 januari 2025/);
    expect(later.table.rows[0]!.table_label).toBe('Aanvragen van grensarbeiders');
    expect(figure('2024-10-16T08:00:00Z').notes).toEqual([]);
  });

  it('counts the checks inside every table by kind, without the names of columns', () => {
    const check = (layer: string | null, kind: string | null, failing: number): Row => ({
      ...{layer, kind, reference_year: 2022, failing_count: failing, severity: 'error', hidden: ''},
      ...{checked_at: '2025-01-31T08:00:00Z', check_name: 'x', title: 'x', round_no: 1},
    });
    const checks = [
      check('marts', 'key', 0),
      check('marts', 'key', 3),
      check('intermediate', 'condition', 0),
      // written by somebody: it has a title of its own
      check(null, null, 7),
    ];
    expect(figureOf(datakwaliteit, 'afgeleide-controles', {checks}).table.rows).toEqual([
      {
        kind: 'Elke sleutel komt één keer voor',
        layer: 'getelde cijfers',
        checks: 2,
        failing: 1,
        failing_count: 3,
      },
      {
        ...{kind: 'Elke waarde ligt binnen haar grenzen', layer: 'tussenstappen'},
        ...{checks: 1, failing: 0, failing_count: 0},
      },
    ]);
  });
});
