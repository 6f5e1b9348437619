import {count, euroShort, signed} from '../../src/format.js';
import {wageBandLabels} from '../../src/simulation/fold.js';
import {num} from '../../src/site/arrow-rows.js';
import type {Figure, Row} from '../../src/site/page.js';
import {stacks} from '../charts/stacks.js';
import {colours} from '../theme.js';

/** What a proposal does to the people of one wage band. */
interface WageBand {
  readonly label: string;
  readonly losing: number;
  readonly leaving: number;
  readonly same: number;
  readonly gaining: number;
  /** In euro a person; NaN where it would be about too few. */
  readonly mean: number;
}

/**
 * Who wins and who loses along the wage.
 *
 * @param rows of `reform_grid`, one a wage band, of one position of the sliders
 * @param isChanged whether that is another position than today's law
 */
export function winnersByWage(rows: readonly Row[], isChanged: boolean, year: number): Figure {
  const bands = rows
    .toSorted((a, b) => num(a, 'wage_band_no') - num(b, 'wage_band_no'))
    .map(bandOf)
    .filter(({losing, same, gaining}) => losing + same + gaining > 0);
  return {
    id: 'loongroepen',
    title: 'Wie wint en wie verliest, per loon',
    finding: isChanged
      ? findingOf(bands)
      : `Zoals de schuiven nu staan verandert er over ${year} in geen enkele loongroep iets.`,
    description:
      'Gestapelde staven per referteloon: wie erop achteruitgaat, gelijk blijft en erop vooruitgaat.',
    chart: (width) =>
      stacks(
        bands.map(({label, losing, same, gaining}) => ({
          label,
          parts: [
            {label: 'gaat achteruit', colour: colours.missing, value: losing},
            {label: 'blijft gelijk', colour: colours.other, value: same},
            {label: 'gaat vooruit', colour: colours.paid, value: gaining},
          ],
        })),
        width,
        count,
      ),
    table: {
      caption: 'Personen en gemiddelde verandering per referteloon, de gemiddelde maand van het jaar',
      columns: [
        {key: 'label', label: 'Referteloon', kind: 'text'},
        {key: 'losing', label: 'Gaat achteruit', kind: 'count'},
        {key: 'leaving', label: 'waarvan zonder recht', kind: 'count'},
        {key: 'same', label: 'Blijft gelijk', kind: 'count'},
        {key: 'gaining', label: 'Gaat vooruit', kind: 'count'},
        {key: 'change', label: 'Gemiddeld per persoon', kind: 'written'},
      ],
      rows: bands.map(
        ({mean, ...band}): Row => ({...band, change: Number.isNaN(mean) ? null : signed(euroShort(mean))}),
      ),
    },
    notes: [
      'Voor wie vandaag of in het voorstel recht heeft. Aantallen op een tiental; een loongroep met minder dan 20 personen heeft geen gemiddelde. De som achter het gemiddelde is afgerond op het hoogste recht van vijf mensen samen, zodat het verschil tussen twee standen nooit over minder mensen gaat.',
    ],
  };
}

function bandOf(row: Row): WageBand {
  const sum = (...keys: readonly string[]): number => keys.reduce((total, key) => total + num(row, key), 0);
  return {
    label: wageBandLabels[num(row, 'wage_band_no')] ?? '',
    losing: sum('leaving', 'losing_much', 'losing'),
    leaving: num(row, 'leaving'),
    same: num(row, 'same'),
    gaining: sum('gaining', 'gaining_much', 'entering'),
    mean: num(row, 'mean_change_eur'),
  };
}

/** The wage band that loses most a person, and the one that wins most. */
function findingOf(bands: readonly WageBand[]): string {
  const told = bands.filter(({mean}) => !Number.isNaN(mean)).toSorted((a, b) => a.mean - b.mean);
  const [worst, best] = [told[0], told.at(-1)];
  const said = (band: WageBand, verb: string): string =>
    `bij een referteloon ${/^\d/.test(band.label) ? 'van ' : ''}${band.label} ${verb} ${euroShort(Math.abs(band.mean))} per persoon`;
  // a band without a mean may lose or win more
  const most = told.length < bands.length ? 'van de getoonde groepen het meest' : 'het meest';
  const parts = [
    ...(worst && worst.mean < 0 ? [said(worst, `verliest men gemiddeld ${most}:`)] : []),
    ...(best && best.mean > 0 ? [said(best, `wint men gemiddeld ${most}:`)] : []),
  ];
  if (parts.length === 0) return 'In geen enkele loongroep verandert het gemiddelde merkbaar.';
  const sentence = parts.join('; ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}
