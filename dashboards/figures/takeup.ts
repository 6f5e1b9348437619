import {count, euro, euroShort, percent, points, signed, writtenApart} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {isHidden} from '../../src/site/cells.js';
import type {Figure, PageContext, Row} from '../../src/site/page.js';
import {breaksIn} from '../breaks.js';
import {weekUnderWay} from '../charts/campaign.js';
import {deviations} from '../charts/deviations.js';
import {panels} from '../charts/panels.js';
import {stacks} from '../charts/stacks.js';
import {length, ofEverybody, ofYear, shownOr, withShare} from '../pick.js';
import {colours} from '../theme.js';
import {listed, plural} from '../words.js';

const measures = [
  ['Rechthebbend', 'entitled', count],
  ['Aangeschreven', 'notified', count],
  ['Bereikbaar', 'reachable', count],
  ['Betaalbaar: rekening gekend', 'registered', count],
  ['Uitbetaald', 'paid', count],
  ['Rekening gekend, van de rechthebbenden', 'registered_takeup', percent],
  ['– minstens, met de onvolledige dossiers', 'registered_low', percent],
  ['– hoogstens, met de onvolledige dossiers', 'registered_high', percent],
  ['Rekening gekend, van wie bereikbaar is', 'reachable_takeup', percent],
  ['Conversie: geregistreerd, van wie bij de brief nog geen rekening had', 'conversion', percent],
  ['Uitbetaald, van de rechthebbenden', 'paid_takeup', percent],
  ['– minstens, met de onvolledige dossiers ', 'paid_low', percent],
  ['Uitbetaald in euro, van het recht', 'expenditure_takeup', percent],
  ['Nog niet uitbetaald', 'unclaimed_eur', euroShort],
] as const;

/** Take-up per reference year, with each of its denominators. */
export function measuresFigure({data, choice, provenance}: PageContext): Figure {
  const rows = [...(data.measures ?? [])].sort((a, b) => num(b, 'reference_year') - num(a, 'reference_year'));
  const now = rows.find((row) => row.reference_year === choice.year);
  const gap = writtenApart(num(now, 'expenditure_takeup'), num(now, 'paid_takeup'));
  const bar = (row: Row, key: string, colour: string) => ({
    label: text(row, 'reference_year'),
    value: length(row, key),
    shown: shownOr(row, key, percent) + weekUnderWay(ofEverybody(data.weekly), num(row, 'reference_year')),
    colour,
    isOpen: isStillOpen(row, provenance.asOf),
  });
  return {
    id: 'maten',
    title: 'Take-up per refertejaar, in personen en in euro',
    finding: `Voor ${choice.year} is de rekening van ${shownOr(now, 'registered_takeup', percent)} van de rechthebbenden gekend en is ${shownOr(now, 'paid_takeup', percent)} uitbetaald. ${
      gap === 0
        ? 'In euro is dat evenveel.'
        : `In euro is dat ${shownOr(now, 'expenditure_takeup', percent)}, ${points(Math.abs(gap))} procentpunt ${gap > 0 ? 'meer: wie al betaald is, had een groter bedrag' : 'minder: wie al betaald is, had een kleiner bedrag'}.`
    }`,
    description:
      'Staven per refertejaar in drie reeksen: rekening gekend, uitbetaald, en uitbetaald in euro. Gearceerd is wat nog kan stijgen.',
    chart: (width) =>
      panels(
        [
          {
            title: 'Rekening gekend',
            end: 1,
            rows: rows.map((row) => bar(row, 'registered_takeup', colours.registered)),
          },
          {title: 'Uitbetaald', end: 1, rows: rows.map((row) => bar(row, 'paid_takeup', colours.paid))},
          {
            title: 'Uitbetaald in euro',
            end: 1,
            rows: rows.map((row) => bar(row, 'expenditure_takeup', colours.paid)),
          },
        ],
        width,
        breaksIn(data),
      ),
    isTableOpen: true,
    table: {
      caption: 'Vier noemers en wat er tegenover staat, per refertejaar',
      columns: [
        {key: 'measure', label: 'Maat', kind: 'text'},
        ...rows.map((row) => ({
          key: `y${num(row, 'reference_year')}`,
          label: text(row, 'reference_year'),
          kind: 'written' as const,
        })),
      ],
      rows: measures.map(([label, key, format]) => ({
        measure: label,
        ...Object.fromEntries(
          rows.map((row) => [`y${num(row, 'reference_year')}`, shownOr(row, key, format)]),
        ),
      })),
    },
    notes: [
      'Bereikbaar: rechthebbend, zonder wie overleed voor er een rekening was. Conversie: geregistreerd onder wie zelf iets moest doen, omdat de rekening bij de brief nog niet gekend was. Wie nog geen brief kreeg, telt daarbij mee; de pagina Tijd en kanaal telt alleen wie een brief kreeg, en dat zijn er soms minder.',
      'Minstens en hoogstens: wat de onvolledige dossiers nog kunnen veranderen aan het aandeel met een gekende rekening. Het is geen steekproeffout; iedereen is geteld.',
      'De voorwaarden en grenzen verschillen tussen refertejaren; een verschil tussen jaren komt dus ook van de regels. Gearceerde jaren zijn nog open en tellen niet mee in een trend; loopt een campagne nog geen jaar, dan staat de week erbij.',
    ],
  };
}

/** The same people against each of the four denominators: no numerator holds anybody outside its denominator. */
export function denominatorsFigure({data, choice}: PageContext): Figure {
  const now = ofYear(data.measures, choice.year)[0];
  const rows = (
    [
      ['Rechthebbend', 'entitled', 'registered', 'paid'],
      ['Aangeschreven', 'notified', 'registered_notified', 'paid_notified'],
      ['Bereikbaar', 'reachable', 'registered_reachable', 'paid_reachable'],
      ['Betaalbaar: rekening gekend', 'registered', 'registered', 'paid_payable'],
    ] as const
  ).map(([label, whole, registered, paid]): Row => {
    const row: Row = {
      denominator: label,
      persons: now?.[whole] ?? null,
      registered: now?.[registered] ?? null,
      paid: now?.[paid] ?? null,
      hidden: [
        isHidden(now ?? {}, whole) ? 'persons' : '',
        isHidden(now ?? {}, registered) ? 'registered' : '',
        isHidden(now ?? {}, paid) ? 'paid' : '',
      ]
        .join(' ')
        .trim(),
    };
    return withShare(
      withShare(row, 'registered_share', 'registered', 'persons'),
      'paid_share',
      'paid',
      'persons',
    );
  });
  const [entitled, , , payable] = rows;
  return {
    id: 'noemers',
    title: 'Vier noemers voor dezelfde mensen',
    finding: `Voor ${choice.year} is ${shownOr(entitled, 'paid_share', percent)} van de rechthebbenden uitbetaald${
      Number.isNaN(num(payable, 'paid_share'))
        ? ''
        : `, en ${percent(num(payable, 'paid_share'))} van wie betaald kan worden omdat de rekening gekend is`
    }.`,
    description: 'Staven per noemer: aandeel met een gekende rekening en aandeel uitbetaald.',
    chart: (width) =>
      panels(
        (
          [
            ['Rekening gekend', 'registered_share', colours.registered],
            ['Uitbetaald', 'paid_share', colours.paid],
          ] as const
        ).map(([title, key, colour]) => ({
          title,
          end: 1,
          rows: rows.map((row) => ({
            label: text(row, 'denominator'),
            value: length(row, key),
            shown: shownOr(row, key, percent),
            colour,
          })),
        })),
        width,
      ),
    table: {
      caption: `Tellers en noemers, refertejaar ${choice.year}`,
      columns: [
        {key: 'denominator', label: 'Noemer', kind: 'text'},
        {key: 'persons', label: 'Personen', kind: 'count'},
        {key: 'registered', label: 'Rekening gekend', kind: 'count'},
        {key: 'registered_share', label: 'Aandeel', kind: 'percent'},
        {key: 'paid', label: 'Uitbetaald', kind: 'count'},
        {key: 'paid_share', label: 'Aandeel', kind: 'percent'},
      ],
      rows,
    },
    notes: [
      'Elke teller telt alleen mensen van zijn eigen noemer. Bereikbaar is rechthebbend zonder wie overleed voor er een rekening was; betaalbaar is wie een gekende rekening heeft.',
    ],
  };
}

/**
 * The deadline of a reference year is the last day of the third year after it; the year is open until then. No count
 * is asked whether somebody still waits: a hidden one would read as nobody.
 *
 * @param row with the deadline of its year
 */
export const isStillOpen = (row: Row | undefined, asOf: string): boolean =>
  asOf <= text(row, 'application_deadline_date');

const stateNames: Readonly<Record<string, string>> = {
  registered: 'Geregistreerd',
  waiting: 'Wacht',
  waiting_or_ended: 'Wacht, of het recht is geëindigd',
  died: 'Overleden',
  withdrawn: 'Recht ingetrokken',
  lapsed: 'Vervallen',
};
const entryNames: Readonly<Record<string, string>> = {
  known_before: 'rekening al gekend',
  had_to_act: 'nog geen rekening, of nog geen brief',
};

/** How everybody's wait ended, with the stock of known accounts apart from the new ones. */
export function statesFigure({data, choice}: PageContext): Figure {
  const years = [...new Set((data.states ?? []).map((row) => num(row, 'reference_year')))].sort(
    (a, b) => b - a,
  );
  const order = ['registered', 'waiting', 'waiting_or_ended', 'lapsed', 'died', 'withdrawn'];
  const rows = [...(data.states ?? [])]
    .map(
      (row): Row => ({
        ...row,
        state_name: stateNames[text(row, 'state')] ?? text(row, 'state'),
        entry_name: entryNames[text(row, 'entry')] ?? text(row, 'entry'),
      }),
    )
    .sort(
      (a, b) =>
        num(b, 'reference_year') - num(a, 'reference_year') ||
        order.indexOf(text(a, 'state')) - order.indexOf(text(b, 'state')),
    );
  const part = (year: number, state: string, entry?: string): number =>
    ofYear(data.states, year)
      .filter((row) => row.state === state && (entry === undefined || row.entry === entry))
      .reduce((sum, row) => sum + length(row, 'persons'), 0);
  const [before, after] = [
    part(choice.year, 'registered', 'known_before'),
    part(choice.year, 'registered', 'had_to_act'),
  ];
  const died = part(choice.year, 'died');
  const late = rows
    .filter((row) => row.state !== 'registered' && row.state !== 'withdrawn')
    .reduce((sum, row) => sum + length(row, 'accounts'), 0);
  const hasWithdrawn = rows.some((row) => row.state === 'withdrawn');
  const missing = (year: number): number =>
    part(year, 'waiting') + part(year, 'waiting_or_ended') + part(year, 'lapsed');
  // what is hidden has no number, and is not nobody
  const isHiddenPart = ofYear(rows, choice.year).some(
    (row) => /^(waiting|lapsed)/.test(text(row, 'state')) && isHidden(row, 'persons'),
  );
  return {
    id: 'toestanden',
    title: 'Wie had al een rekening, wie registreerde en wie niet',
    finding: `Van ${count(before)} rechthebbenden voor ${choice.year} was de rekening al gekend voor de brief; ${count(after)} registreerden ze daarna. ${isHiddenPart ? 'Hoeveel dat niet deden, is hier afgeschermd.' : `${count(missing(choice.year))} deden dat niet.`}${died === 0 ? '' : ` ${count(died)} ${plural(died, 'overleed', 'overleden')} voor er een rekening was.`}`,
    description:
      'Gestapelde staven per refertejaar: al gekend, geregistreerd na de brief, niet geregistreerd, en overleden zonder rekening.',
    chart: (width) =>
      stacks(
        years.map((year) => ({
          label: String(year),
          parts: [
            {
              label: 'al gekend voor de brief',
              value: part(year, 'registered', 'known_before'),
              colour: colours.notified,
            },
            {
              label: 'geregistreerd na de brief',
              value: part(year, 'registered', 'had_to_act'),
              colour: colours.registered,
            },
            {
              label: 'niet geregistreerd',
              value: missing(year),
              colour: colours.missing,
            },
            {
              label: 'overleden zonder rekening',
              value: part(year, 'died'),
              colour: colours.other,
            },
          ],
        })),
        width,
        count,
        breaksIn(data),
      ),
    isTableOpen: true,
    table: {
      caption: 'Eindtoestand van elke rechthebbende, per refertejaar',
      columns: [
        {key: 'reference_year', label: 'Refertejaar', kind: 'text'},
        {key: 'state_name', label: 'Toestand', kind: 'text'},
        {key: 'entry_name', label: 'Bij de eerste brief', kind: 'text'},
        {key: 'persons', label: 'Personen', kind: 'count'},
        {key: 'accounts', label: 'waarvan rekening gekend', kind: 'count'},
        {key: 'payable_eur', label: 'Recht in euro', kind: 'euro'},
        {key: 'paid_eur', label: 'Uitbetaald in euro', kind: 'euro'},
      ],
      rows,
    },
    notes: [
      `Iedereen staat voor een refertejaar in precies één rij; wat het eerst kwam, telt. De rijen tellen op tot alle rechthebbenden, in personen en tot op de cent; een controle ziet daarop toe.${hasWithdrawn ? ' Wie een ingetrokken recht heeft, is geen rechthebbende meer en telt daar niet bij.' : ''}`,
      ...(late > 0
        ? [
            'Geregistreerd is minder dan het aantal met een gekende rekening op andere plaatsen: van wie zich te laat registreerde, is de rekening gekend maar was het recht al vervallen.',
          ]
        : []),
      'Een rekening die een andere vervangt, telt vanaf de eerste. De pagina Tijd en kanaal telt alleen wie een brief kreeg.',
    ],
  };
}

/** How large the sums are that were not paid. */
export function unclaimedFigure({data, choice}: PageContext): Figure {
  const now = ofYear(data.measures, choice.year)[0];
  const rows = ofYear(data.amounts, choice.year).map(
    (row): Row => ({...row, band: `${count(num(row, 'from_eur'))}–${count(num(row, 'from_eur') + 49)} euro`}),
  );
  // both are persons: one scale, so that a bar is as long as it is many
  const end = Math.max(...rows.flatMap((row) => [length(row, 'paid'), length(row, 'unclaimed')]), 1);
  return {
    id: 'bedragen',
    title: 'Hoe groot zijn de bedragen die nog niet uitbetaald zijn',
    finding: `${shownOr(now, 'unclaimed', count)} rechthebbenden voor ${choice.year} zijn nog niet uitbetaald; samen ${shownOr(now, 'unclaimed_eur', euroShort)}. Gemiddeld is dat ${shownOr(now, 'unclaimed_mean_eur', (v) => euro(v.toFixed(2)))}, en voor de helft ${shownOr(now, 'unclaimed_median_eur', (v) => euro(v.toFixed(2)))} of minder.`,
    description: 'Twee reeksen staven per schijf van vijftig euro: uitbetaalde en niet uitbetaalde personen.',
    chart: (width) =>
      panels(
        (
          [
            ['Uitbetaald', 'paid', colours.paid],
            ['Niet uitbetaald', 'unclaimed', colours.missing],
          ] as const
        ).map(([title, key, colour]) => ({
          title,
          end,
          rows: rows.map((row) => ({
            label: text(row, 'band'),
            value: length(row, key),
            shown: shownOr(row, key, count),
            colour,
          })),
        })),
        width,
      ),
    table: {
      caption: `Personen per schijf van het bedrag, refertejaar ${choice.year}`,
      columns: [
        {key: 'band', label: 'Bedrag', kind: 'text'},
        {key: 'paid', label: 'Uitbetaald', kind: 'count'},
        {key: 'unclaimed', label: 'Niet uitbetaald', kind: 'count'},
        {key: 'unclaimed_eur', label: 'Nog niet uitbetaald', kind: 'euro'},
      ],
      rows,
    },
    notes: [
      `Minder dan 50 euro: ${shownOr(now, 'unclaimed_under_50', count)} van wie niet uitbetaald is. Niet uitbetaald is zowel wie nog geen rekening registreerde als wie er een heeft en op de betaling wacht; de pagina Budget telt ze apart. Wie overleed zonder rekening staat hier niet bij.`,
    ],
  };
}

/** People who are missed year after year. */
export function persistentFigure({data}: PageContext): Figure {
  const rows = [...(data.persistent ?? [])]
    .filter((row) => num(row, 'years_entitled') > 1)
    .sort(
      (a, b) =>
        num(b, 'years_entitled') - num(a, 'years_entitled') ||
        num(b, 'reference_year') - num(a, 'reference_year'),
    )
    .map((row): Row => ({...row, in_a_row: row.is_consecutive ? 'ja' : 'neen'}));
  const sum = (key: string): number => rows.reduce((total, row) => total + length(row, key), 0);
  const persons = sum('persons');
  return {
    id: 'blijvend',
    title: 'Wie jaar na jaar gemist wordt',
    finding:
      persons === 0
        ? 'Niemand had in twee of meer refertejaren recht zonder ooit een rekening te registreren, of het zijn er te weinig om te tonen.'
        : `${count(persons)} ${plural(persons, 'persoon had', 'personen hadden')} in twee of meer refertejaren recht en ${plural(persons, 'registreerde', 'registreerden')} nooit een rekening. Daardoor wacht ${euroShort(sum('open_eur'))} nog op een rekening en is ${euroShort(sum('lapsed_eur'))} al vervallen.`,
    table: {
      caption: 'Personen met recht in twee of meer refertejaren en nooit een rekening',
      columns: [
        {key: 'years_entitled', label: 'Jaren met recht', kind: 'text'},
        {key: 'reference_year', label: 'Laatste refertejaar', kind: 'text'},
        {key: 'in_a_row', label: 'Opeenvolgend', kind: 'text'},
        {key: 'persons', label: 'Personen', kind: 'count'},
        {key: 'open_eur', label: 'Wacht op een rekening', kind: 'euro'},
        {key: 'lapsed_eur', label: 'Vervallen', kind: 'euro'},
      ],
      rows,
    },
    notes: ['Deze tabel gaat over alle refertejaren samen; de keuze van het jaar verandert ze niet.'],
  };
}

const units: Readonly<Record<string, (value: string) => string>> = {
  'EUR/year': (value) => euro(value),
  'EUR/month': (value) => `${euro(value)} per maand`,
  'EUR/instalment': (value) => `${euro(value)} per schijf`,
  years: (value) => `${value} jaar`,
};

/** Where the rules changed, so that a difference between years is not read as take-up alone. */
export function breaksFigure({data}: PageContext): Figure {
  const years = new Set((data.measures ?? []).map((row) => num(row, 'reference_year')));
  const written = (row: Row, key: string): string =>
    units[text(row, 'unit')]?.(text(row, key)) ?? text(row, key);
  const rows = (data.rules ?? [])
    .filter((row) => years.has(num(row, 'since_year')))
    .map(
      (row): Row => ({
        ...row,
        since:
          num(row, 'from_quarter') > 1
            ? `${num(row, 'since_year')}, kwartaal ${num(row, 'from_quarter')}`
            : text(row, 'since_year'),
        before: written(row, 'value_before'),
        after: written(row, 'value'),
      }),
    );
  const changed = [...new Set(rows.map((row) => num(row, 'since_year')))];
  return {
    id: 'breuken',
    title: 'Breuken: waar de regels veranderden',
    finding:
      changed.length === 0
        ? 'Tussen deze refertejaren veranderde geen enkel bedrag en geen enkele grens.'
        : `De regels veranderden voor ${listed(changed.map(String))}: vergelijk de aantallen en bedragen van die refertejaren niet zomaar met die van het jaar ervoor.`,
    table: {
      caption: 'Waarden van de wet die verschillen van het jaar ervoor',
      columns: [
        {key: 'since', label: 'Vanaf', kind: 'text'},
        {key: 'label', label: 'Regel', kind: 'text'},
        {key: 'before', label: 'Ervoor', kind: 'text'},
        {key: 'after', label: 'Nieuw', kind: 'text'},
        {key: 'article', label: 'Artikel', kind: 'text'},
      ],
      rows,
    },
  };
}

/** Growth from one reference year to the next, split where the rules changed: what the law did, and what is real. */
export function growthFigure({data}: PageContext): Figure {
  const breaks = breaksIn(data);
  const bridge = data.bridge ?? [];
  const rows = [...new Set(bridge.map((row) => num(row, 'reference_year')))]
    .sort((a, b) => b - a)
    .flatMap((year): Row[] => {
      const step = (no: number): number =>
        num(
          bridge.find((row) => row.reference_year === year && row.step_no === no),
          'change_eur',
        );
      const before = step(0);
      if (!(before > 0)) return [];
      const rule = step(3);
      const real = step(1) + step(2) + step(4);
      const growth = (rule + real) / before;
      return [
        {
          year,
          since: `${year - 1} → ${year}${breaks.has(year) ? ' (andere regels)' : ''}`,
          growth,
          rule: rule / before,
          // what the rules leave of the growth, as both are written
          real: writtenApart(growth, rule / before),
          before_eur: before,
          rule_eur: rule,
          real_eur: real,
        },
      ];
    });
  const last = rows[0];
  const isYoung = (year: number): boolean => weekUnderWay(ofEverybody(data.weekly), year) !== '';
  return {
    id: 'groei',
    title: 'Groei van de kost: door de regels of werkelijk',
    finding: last
      ? `Van ${num(last, 'year') - 1} naar ${num(last, 'year')} ${num(last, 'growth') < 0 ? 'daalde' : 'steeg'} de kost met ${percent(Math.abs(num(last, 'growth')))}: ${signedShare(num(last, 'rule'))} door andere regels en ${signedShare(num(last, 'real'))} werkelijk, door het aantal mensen, hun lonen en de take-up.${isYoung(num(last, 'year')) ? ` De campagne voor ${num(last, 'year')} loopt nog geen jaar: wie zich nog registreert, komt er nog bij.` : ''}`
      : 'Er is nog geen tweede refertejaar om mee te vergelijken.',
    description:
      'Staven links en rechts van nul: deel van de groei door de regels en werkelijke groei, per jaar.',
    ...(rows.length > 0
      ? {
          chart: (width: number) =>
            deviations(
              rows.flatMap((row) => [
                {
                  label: `${text(row, 'year')} · regels`,
                  value: num(row, 'rule'),
                  colour: colours.other,
                },
                {
                  label: `${text(row, 'year')} · werkelijk`,
                  value: num(row, 'real'),
                  colour: colours.registered,
                },
                {
                  label: `${text(row, 'year')} · samen`,
                  value: num(row, 'growth'),
                  colour: colours.ink,
                },
              ]),
              width,
              signedShare,
            ),
        }
      : {}),
    table: {
      caption: 'Groei van het recht van mensen met een gekende rekening, per refertejaar',
      columns: [
        {key: 'since', label: 'Van en naar', kind: 'text'},
        {key: 'before_eur', label: 'Ervoor', kind: 'euro'},
        {key: 'rule_eur', label: 'Door de regels', kind: 'euro'},
        {key: 'real_eur', label: 'Werkelijk', kind: 'euro'},
        {key: 'growth', label: 'Groei', kind: 'percent'},
        {key: 'rule', label: 'waarvan regels', kind: 'percent'},
        {key: 'real', label: 'waarvan werkelijk', kind: 'percent'},
      ],
      rows,
    },
    notes: [
      'De splitsing is die van de kostenbrug op de pagina Budget: eerst het aantal mensen, dan wie ze zijn en wat ze verdienen, dan de regels, dan de take-up. In een andere volgorde verschuift er iets tussen de stappen.',
    ],
  };
}

const signedShare = (share: number): string => signed(percent(share));
