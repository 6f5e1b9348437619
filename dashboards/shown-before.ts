import {count, percent, shortDay} from '../src/format.js';
import {num, text} from '../src/site/arrow-rows.js';
import type {Row, Rows, TableColumn} from '../src/site/page.js';

/** Columns of the closed list that say what an earlier release showed of a cell that is hidden now. */
export const shownBeforeColumns = ['entitled_before', 'not_registered_before', 'before_on'] as const;

/** The rate and the count that were last shown of a hidden cell, and when; empty where it is shown now or never was. */
export function shownBefore(row: Row): string {
  const [entitled, missing] = [num(row, 'entitled_before'), num(row, 'not_registered_before')];
  if (Number.isNaN(entitled)) return '';
  return `${percent(missing / entitled)} (${count(missing)}) op ${shortDay(text(row, 'before_on'))}`;
}

/** A column for it, where any row has something to say. */
export const beforeColumn = (rows: Rows): TableColumn[] =>
  rows.some((row) => text(row, 'before') !== '')
    ? [{key: 'before', label: 'Laatst getoond', kind: 'text'}]
    : [];

export const beforeNote = (rows: Rows): string[] =>
  beforeColumn(rows).length > 0
    ? [
        'Laatst getoond: van een groep die nu afgeschermd is, wat een vorige uitgave van deze pagina toonde. Wie die uitgave bewaarde, wist dat al; het cijfer van vandaag zou samen met dat van toen verraden wie er bijkwam.',
      ]
    : [];
