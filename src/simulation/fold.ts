/** A row of `sql/simulations/reform_priced.sql`. */
export type PricedRow = {
  law_no: number;
  wage_band_no: number;
  fraction_band_no: number;
  takeup_no: number;
  change_no: number;
  persons: number;
  before_cents: number;
  after_cents: number;
};

/** What a law costs, in people and cents: everybody who is due something, those whose account is known, those expected. */
export interface Cost {
  readonly entitled: number;
  readonly fullCents: bigint;
  readonly currentCents: bigint;
  readonly projectedCents: bigint;
}

/** People and the sum of their changes in one band of change. */
export interface ChangeRow {
  readonly change_no: number;
  readonly persons: number;
  readonly cents: bigint;
}

export interface GroupRow extends ChangeRow {
  readonly band_no: number;
}

/** Bands of change, in the order of a table: what is lost first. */
export const changeLabels: ReadonlyMap<number, string> = new Map([
  [-3, 'verliest het recht'],
  [-2, 'verliest meer dan 100 euro'],
  [-1, 'verliest tot 100 euro'],
  [0, 'blijft gelijk'],
  [1, 'wint tot 100 euro'],
  [2, 'wint meer dan 100 euro'],
  [3, 'krijgt het recht'],
]);

/** The bands of `wage_band_no`. */
export const wageBandLabels: readonly string[] = [
  'tot 1.800 euro',
  ...[1800, 2000, 2200, 2400, 2600, 2800, 3000, 3200].map(
    (from) => `${dotted(from)}–${dotted(from + 199)} euro`,
  ),
  '3.400 euro en meer',
];

/** The bands of `fraction_band_no`. */
export const fractionBandLabels: readonly string[] = [
  'minder dan een kwart',
  'een kwart tot de helft',
  'de helft tot driekwart',
  'driekwart of meer',
  'het volle jaar voltijds',
];

/** What people are due before the change or after it. */
export function costOf(rows: readonly PricedRow[], side: 'before' | 'after'): Cost {
  const without = side === 'before' ? 3 : -3;
  let entitled = 0;
  const cents = [0n, 0n, 0n];
  for (const row of rows) {
    if (row.change_no === without) continue;
    entitled += row.persons;
    const amount = BigInt(side === 'before' ? row.before_cents : row.after_cents);
    for (let takeup = 0; takeup <= row.takeup_no; takeup++) cents[takeup]! += amount;
  }
  return {entitled, fullCents: cents[0]!, projectedCents: cents[1]!, currentCents: cents[2]!};
}

/** Everybody by band of change; bands without people are there too. */
export const foldChanges = (rows: readonly PricedRow[]): ChangeRow[] =>
  [...changeLabels.keys()].map((change_no) => ({
    change_no,
    ...sumOf(rows.filter((row) => row.change_no === change_no)),
  }));

/** By wage band or band of the fraction worked, and band of change; only what has people. */
export function foldGroups(rows: readonly PricedRow[], by: 'wage_band_no' | 'fraction_band_no'): GroupRow[] {
  const groups = new Map<string, PricedRow[]>();
  for (const row of rows) {
    const key = `${row[by]}/${row.change_no}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()]
    .map((group) => ({band_no: group[0]![by], change_no: group[0]!.change_no, ...sumOf(group)}))
    .sort((a, b) => a.band_no - b.band_no || a.change_no - b.change_no);
}

function sumOf(rows: readonly PricedRow[]): {persons: number; cents: bigint} {
  return {
    persons: rows.reduce((sum, row) => sum + row.persons, 0),
    cents: rows.reduce((sum, row) => sum + BigInt(row.after_cents) - BigInt(row.before_cents), 0n),
  };
}

function dotted(euros: number): string {
  return `${Math.floor(euros / 1000)}.${String(euros % 1000).padStart(3, '0')}`;
}
