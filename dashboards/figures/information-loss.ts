import {count, percent} from '../../src/format.js';
import {num, text} from '../../src/site/arrow-rows.js';
import type {Figure, PageContext, Row} from '../../src/site/page.js';
import {ofYear} from '../pick.js';

/**
 * What the protection of small counts costs the reader: cells of the closed list that are hidden, by how finely they
 * are broken down. Counted in the protected cells themselves, so it tells of no cell what they do not.
 *
 * @param data rows `loss`: per breakdown the cells, those with a count, those with their split, and the people in them
 */
export function lossFigure({data, choice}: PageContext): Figure {
  const asked = ofYear(data.loss, choice.year);
  const everybody = num(
    asked.find((row) => row.dimension === 'by_total'),
    'people',
  );
  const rows = depths.flatMap((label, depth) => {
    const of = asked.filter((row) => depthOf(row) === depth);
    return of.length === 0 ? [] : [lossOf(label, of, everybody)];
  });
  const sum = (key: string): number => rows.reduce((total, row) => total + num(row, key), 0);
  const hidden = sum('hidden_cells') + sum('split_hidden_cells');
  const finest = rows.at(-1);
  return {
    id: 'informatieverlies',
    title: 'Wat de bescherming verbergt',
    finding:
      rows.length === 0
        ? `Voor refertejaar ${choice.year} zijn er geen uitsplitsingen.`
        : `Van ${count(hidden)} van de ${count(sum('cells'))} cellen voor refertejaar ${choice.year} (${percent(hidden / sum('cells'))}) is niet alles te zien.${
            Number.isNaN(num(finest, 'hidden_share'))
              ? ''
              : ` Per uitsplitsing ${text(finest, 'depth').toLowerCase()} zit gemiddeld ${percent(num(finest, 'hidden_share'))} van de rechthebbenden in zo'n cel.`
          }`,
    isTableOpen: true,
    table: {
      caption: `Cellen van de gesloten lijst, refertejaar ${choice.year}`,
      columns: [
        {key: 'depth', label: 'Uitsplitsing', kind: 'text'},
        {key: 'breakdowns', label: 'Uitsplitsingen', kind: 'count'},
        {key: 'cells', label: 'Cellen', kind: 'count'},
        {key: 'hidden_cells', label: 'Helemaal verborgen', kind: 'count'},
        {key: 'split_hidden_cells', label: 'Alleen wie registreerde verborgen', kind: 'count'},
        {key: 'hidden_share', label: 'Rechthebbenden in die cellen', kind: 'percent'},
      ],
      rows,
    },
    notes: [
      'Een cel is een groep van een uitsplitsing of een kruising. Verborgen is wie met te weinig is om te tonen, en wat nodig is opdat niemand dat uit de rest kan afleiden. Geteld in de beschermde cellen zelf: over een cel zegt dit niets wat daar niet al staat.',
      'De openbare pagina beschermt anders: geen exact getal, elk aantal afgerond op een tiental. Dat zit er nooit meer dan negen naast, gemiddeld ongeveer drie.',
    ],
  };
}

const depths = ['Iedereen', 'Naar één kenmerk', 'Naar twee kenmerken', 'Naar drie kenmerken'] as const;

const depthOf = (row: Row): number => {
  const dimension = text(row, 'dimension');
  return dimension === 'by_total' ? 0 : dimension.split(' ').length;
};

function lossOf(depth: string, of: readonly Row[], everybody: number): Row {
  const sum = (key: string): number => of.reduce((total, row) => total + (num(row, key) || 0), 0);
  const share = 1 - sum('people_split') / (everybody * of.length);
  return {
    depth,
    breakdowns: of.length,
    cells: sum('cells'),
    hidden_cells: sum('cells') - sum('counted'),
    split_hidden_cells: sum('counted') - sum('split'),
    // of a year whose total is hidden nothing can be said
    hidden_share: Number.isNaN(share) ? null : share,
  };
}
