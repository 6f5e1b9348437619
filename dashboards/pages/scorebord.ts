import {count, percent, points, writtenApart} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import {isHidden} from '../../src/site/cells.js';
import {type Figure, page, type Row, type Rows, yearsIn} from '../../src/site/page.js';
import {bars} from '../charts/bars.js';
import {shownOr} from '../pick.js';
import {colours} from '../theme.js';
import {plural} from '../words.js';

/** The board table of the annual plan, with the years side by side. */
export default page({
  title: 'De boordtabel van het ondernemingsplan',
  menu: 'Scorebord',
  order: 50,
  lead: 'De lijnen waarover het departement elk jaar rapporteert, met de jaren naast elkaar.',
  filters: [],
  rows: {
    board: (db) => db.selectFrom('published.scoreboard').selectAll(),
    outside: (db) => db.selectFrom('published.published_figures').selectAll(),
    takeup: (db) => db.selectFrom('published.takeup').select(['reference_year', 'entitled', 'hidden']),
  },
  keys: () => [],
  figures: ({data}) => {
    const board = data.board ?? [];
    const years = yearsIn(data);
    const last = years.at(-1) ?? 0;
    const value = (line: string, year: number): number =>
      num(
        board.find((row) => row.line === line && row.reference_year === year),
        'value',
      );
    const isTold = (...lines: readonly string[]): boolean =>
      lines.every((line) => Number.isFinite(value(line, last)));
    // where border workers are too few to be told, employees are everybody but them: how many, more or less, is no secret
    const besideEverybody = (): string => {
      const borderWorkers = board.find(
        (row) => row.line === 'border_approved' && row.reference_year === last,
      );
      const everybody = (data.takeup ?? []).find((row) => row.reference_year === last);
      return borderWorkers && isHidden(borderWorkers, 'value') && Number.isFinite(num(everybody, 'entitled'))
        ? `op enkele grensarbeiders na zijn het alle ${count(num(everybody, 'entitled'))} rechthebbenden`
        : 'naast alle rechthebbenden zou het van enkele grensarbeiders vertellen';
    };
    const blocks = [
      {
        id: 'jobbonus',
        title: 'Jobbonus',
        from: 1,
        to: 11,
        steps: ['employees_received', 'employees_to_calculate', 'employees_approved'],
        finding: !isTold('employees_received')
          ? `Hoeveel dossiers van loontrekkenden en ambtenaren er voor refertejaar ${last} zijn, is afgeschermd.`
          : `Voor refertejaar ${last} zijn ${count(value('employees_received', last))} dossiers van loontrekkenden en ambtenaren ontvangen; ${
              isTold('employees_approved')
                ? `${count(value('employees_approved', last))} daarvan zijn goedgekeurd (${percent(value('employees_approved', last) / value('employees_received', last))})`
                : `hoeveel daarvan zijn goedgekeurd, is afgeschermd: ${besideEverybody()}`
            }.`,
      },
      {
        id: 'jobbonus-plus',
        title: 'Jobbonus plus',
        from: 12,
        to: 17,
        steps: ['plus_dossiers', 'plus_declarations', 'plus_decided', 'plus_paid'],
        finding: !isTold('plus_dossiers', 'plus_declarations')
          ? `Hoeveel dossiers eerste schijf van starters uit ${last} een de-minimisverklaring hebben, is afgeschermd.`
          : `Van de ${count(value('plus_dossiers', last))} dossiers eerste schijf van starters uit ${last} heeft ${percent(value('plus_declarations', last) / value('plus_dossiers', last))} een de-minimisverklaring: zonder die verklaring volgt geen betaling.`,
      },
    ];
    // years without the scheme: nothing of them is a nought
    const before = years.filter((year) =>
      board.some(({reference_year: of, is_in_force: applies}) => of === year && applies === false),
    );
    const drawn = (lines: readonly string[]): Row[] =>
      lines.flatMap((line) => board.filter((row) => row.line === line && row.reference_year === last));
    const tables = blocks.map(({id, title, from, to, steps, finding}) => ({
      id,
      title,
      finding,
      description: `Staven voor refertejaar ${last}: hoeveel dossiers elke stap haalden.`,
      chart: (width: number) =>
        bars(
          drawn(steps).map((row) => ({
            label: text(row, 'label').replace(/^.*– aantal /, ''),
            value: Number.isNaN(num(row, 'value')) ? 0 : num(row, 'value'),
            shown: shownOr(row, 'value', count),
            colour: row.line === steps.at(-1) ? colours.paid : colours.entitled,
          })),
          width,
          count,
        ),
      isTableOpen: true,
      table: {
        caption: `Boordtabel ${title}`,
        columns: [
          {key: 'label', label: 'Lijn', kind: 'text' as const},
          ...years.map((year) => ({key: `y${year}`, label: String(year), kind: 'number' as const})),
        ],
        rows: linesOf(board, from, to),
      },
      notes:
        id === 'jobbonus'
          ? [
              'Betalingen staan hier niet: die voert de Vlaamse Belastingdienst uit. Klachten zijn die bij het departement zelf; de doorlooptijd rust op de afgesloten ontvankelijke klachten.',
            ]
          : [
              'Een dossier is een starter die een jobbonus had over het jaar voor de start en in de drie maanden ervoor werkte: niet elke starter heeft er een.',
              'VAK (vastleggingskrediet) en VEK (vereffeningskrediet) zijn de realisaties van het begrotingsjaar na het refertejaar.',
              ...before.map(
                (year) =>
                  `Voor ${year} is de jobbonus plus niet van toepassing (–): hij veronderstelt een jobbonus over het jaar voor de start, en die bestond toen nog niet.`,
              ),
            ],
    }));
    return [...tables, norms(board, years), outsideTotals(board, data.outside ?? [])];
  },
});

/** Shares and days of the board beside those of the year before, and the norm: no norm is a valid one. */
function norms(board: Rows, years: readonly number[]): Figure {
  const [before = 0, last = 0] = years.slice(-2);
  const line = (name: string, year: number): Row | undefined =>
    board.find((row) => row.line === name && row.reference_year === year);
  const share = (part: string, whole: string, year: number): number =>
    num(line(part, year), 'value') / num(line(whole, year), 'value');
  const shares = [
    {
      label: 'Goedgekeurd, van wat te berekenen was',
      part: 'employees_approved',
      whole: 'employees_to_calculate',
    },
    {
      label: 'Te berekenen, van wat ontvangen is',
      part: 'employees_to_calculate',
      whole: 'employees_received',
    },
    {
      label: 'Jobbonus plus: de-minimisverklaring ingevuld, van wie een dossier heeft',
      part: 'plus_declarations',
      whole: 'plus_dossiers',
    },
    {label: 'Jobbonus plus: betaald, van wie een dossier heeft', part: 'plus_paid', whole: 'plus_dossiers'},
  ];
  const rows = shares.map(({label, part, whole}): Row => {
    const hides = (year: number): boolean =>
      [part, whole].some((name) => {
        const row = line(name, year);
        return row !== undefined && isHidden(row, 'value');
      });
    const value = (year: number): number | null => {
      const found = share(part, whole, year);
      return Number.isFinite(found) ? found : null;
    };
    const [now, then] = [value(last), value(before)];
    const change = writtenApart(now ?? Number.NaN, then ?? Number.NaN);
    return {
      label,
      now,
      then,
      change: Number.isNaN(change)
        ? 'niet te vergelijken'
        : change === 0
          ? 'even hoog'
          : `${points(Math.abs(change))} procentpunt ${change > 0 ? 'hoger' : 'lager'}`,
      norm: 'geen norm',
      hidden: [...(hides(last) ? ['now'] : []), ...(hides(before) ? ['then'] : [])].join(' '),
    };
  });
  const first = rows[0]!;
  return {
    id: 'normen',
    title: 'Resultaat naast norm en vorig jaar',
    finding: `${
      Number.isFinite(num(first, 'now')) && Number.isFinite(num(first, 'then'))
        ? `${percent(num(first, 'now'))} van wat over ${last} te berekenen was, is goedgekeurd, tegenover ${percent(num(first, 'then'))} over ${before}.`
        : 'Welk deel van wat te berekenen was, is goedgekeurd, is afgeschermd.'
    } Voor geen enkele lijn legt het plan een norm vast.`,
    isTableOpen: true,
    table: {
      caption: `Refertejaar ${last} naast ${before}`,
      columns: [
        {key: 'label', label: 'Indicator', kind: 'text'},
        {key: 'now', label: String(last), kind: 'percent'},
        {key: 'then', label: String(before), kind: 'percent'},
        {key: 'change', label: 'Verschil', kind: 'text'},
        {key: 'norm', label: 'Norm', kind: 'text'},
      ],
      rows,
    },
    notes: [
      'Een norm die het plan niet kent, wordt hier niet verzonnen. Het laatste jaar kan nog lopen: het heeft minder tijd gehad.',
    ],
  };
}

/** A share that differs less than this from the published one is the same. */
const sameShare = 0.005;
/** Two shares below this are both `0,0%`: that says nothing of whether they agree. */
const smallestShare = 0.0005;
/** Below this part of a published total only some of the files are there, as in a sample. */
const wholeFrom = 0.95;

/** Our lines beside what others published: each difference has a cause, or is unexplained. */
function outsideTotals(board: Rows, outside: Rows): Figure {
  const ours = (name: string, year: number): Row | undefined =>
    board.find((row) => row.line === name && row.reference_year === year);
  const theirs = (name: string, year: number): Row | undefined =>
    outside.find((row) => row.line === name && row.reference_year === year);
  const rows = [...outside]
    .sort(
      (a, b) => num(a, 'reference_year') - num(b, 'reference_year') || num(a, 'line_no') - num(b, 'line_no'),
    )
    .flatMap((row): Row[] => {
      const year = num(row, 'reference_year');
      const [line, base] = [text(row, 'line'), text(row, 'base_line')];
      const own = ours(line, year);
      if (!own) return [];
      const hides = [own, ours(base, year)].some((r) => r !== undefined && isHidden(r, 'value'));
      const [share, published] =
        base === ''
          ? [Number.NaN, Number.NaN]
          : [
              num(own, 'value') / num(ours(base, year), 'value'),
              num(row, 'published_value') / num(theirs(base, year), 'published_value'),
            ];
      const isTiny = share < smallestShare && published < smallestShare;
      return [
        {
          ...{year: String(year), label: text(own, 'label'), published_in: text(row, 'published_in')},
          ...{published: num(row, 'published_value'), ours: own.value ?? null},
          published_share: Number.isFinite(published) && !isTiny ? published : null,
          our_share: Number.isFinite(share) && !hides && !isTiny ? share : null,
          verdict: hides
            ? shielded
            : isTiny
              ? tooSmallToCompare
              : verdictOf(
                  num(own, 'value'),
                  num(row, 'published_value'),
                  share,
                  published,
                  text(row, 'cause'),
                ),
          hidden: [...(isHidden(own, 'value') ? ['ours'] : []), ...(hides ? ['our_share'] : [])].join(' '),
        },
      ];
    });
  const agreeing = rows.filter((row) => row.verdict === same);
  const silent = rows.filter((row) => row.verdict === shielded || row.verdict === tooSmallToCompare);
  const unexplained = rows.filter((row) => row.verdict === unexplainedVerdict);
  const first = rows[0];
  const part = num(first, 'ours') / num(first, 'published');
  return {
    id: 'gepubliceerd',
    title: 'Naast wat elders gepubliceerd is',
    finding:
      first === undefined
        ? 'Over de geladen refertejaren is elders niets gepubliceerd.'
        : `${part < wholeFrom ? `Geladen is ${percent(part)} van de gepubliceerde dossiers; daarom zijn verhoudingen vergeleken en geen aantallen. ` : ''}${count(agreeing.length)} van ${count(rows.length)} lijnen ${plural(agreeing.length, 'stemt', 'stemmen')} overeen${silent.length > 0 ? `, ${count(silent.length)} ${plural(silent.length, 'is', 'zijn')} afgeschermd of te klein om te vergelijken` : ''}; ${count(unexplained.length)} ${plural(unexplained.length, 'verschil is', 'verschillen zijn')} onverklaard.`,
    isTableOpen: true,
    table: {
      caption: 'Boordtabel naast gepubliceerde cijfers',
      columns: [
        {key: 'year', label: 'Refertejaar', kind: 'text'},
        {key: 'label', label: 'Lijn', kind: 'text'},
        {key: 'published', label: 'Gepubliceerd', kind: 'count'},
        {key: 'ours', label: 'Hier', kind: 'count'},
        {key: 'published_share', label: 'Aandeel gepubliceerd', kind: 'percent'},
        {key: 'our_share', label: 'Aandeel hier', kind: 'percent'},
        {key: 'verdict', label: 'Verschil', kind: 'text'},
        {key: 'published_in', label: 'Waar', kind: 'text'},
      ],
      rows,
    },
    notes: [
      'Een aandeel is dat van de lijn waar het op volgt: ontvankelijk en goedgekeurd van ontvangen, een verklaring van een dossier. Een half procentpunt verschil telt als gelijk; aandelen die beide onder 0,05% liggen, worden niet vergeleken.',
      'Gepubliceerd is de stand van het verslag; hier staat de toestand van de dag bovenaan. Een oorzaak wordt ingevuld nadat een verschil is nagekeken.',
    ],
  };
}

const same = 'stemt overeen';
const shielded = 'afgeschermd';
const tooSmallToCompare = 'te klein om te vergelijken';
const partLoaded = 'een deel is geladen';
const unexplainedVerdict = 'onverklaard';

/** What a difference with a published figure is; a total counts as a share of itself. */
function verdictOf(
  own: number,
  published: number,
  share: number,
  publishedShare: number,
  cause: string,
): string {
  const isShare = Number.isFinite(share);
  const difference = isShare ? writtenApart(share, publishedShare) : own / published - 1;
  if (Math.abs(difference) <= sameShare) return same;
  return cause || (!isShare && own / published < wholeFrom ? partLoaded : unexplainedVerdict);
}

/** One row a line, one column a year. */
function linesOf(board: Rows, from: number, to: number): Rows {
  const lines = new Map<number, Record<string, string | number | null>>();
  for (const row of board) {
    const no = num(row, 'line_no');
    if (no < from || no > to) continue;
    const unit = text(row, 'line').endsWith('_realised') ? ' (euro)' : '';
    const line = lines.get(no) ?? {label: text(row, 'label') + unit, hidden: ''};
    lines.set(no, line);
    const key = `y${num(row, 'reference_year')}`;
    // what did not exist is no nought
    line[key] = row.is_in_force === false ? null : (row.value as number | null);
    if (isHidden(row, 'value')) line.hidden = `${line.hidden} ${key}`.trim();
  }
  return [...lines].sort(([a], [b]) => a - b).map(([, line]): Row => line);
}
