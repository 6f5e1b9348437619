import {estimate, type GivenRow} from '../../src/models/estimate.js';
import {chainLadder} from '../../src/statistics/chain-ladder.js';

/** How far each campaign had come after so many weeks, and where the plain chain ladder would take it. */
export default estimate({
  grain: 'one reference year and every fourth week since its first letter',
  key: ['reference_year', 'week_no'],
  per: 'all',
  title: 'Driehoek van gekende registraties',
  publish: true,
  note: `Registrations after the first letter of people with a letter who had no account before it. Cells that have not
come yet grow with the factors of the earlier years (chain ladder; errors after Mack): a cross-check of the forecast,
blind to speed, channel and deadline. Share: of the last column. Counts are told in tens, because every fourth week less
the one before tells who came in between.`,
  questions: {
    letters: `
      select reference_year, known_week, weeks_seen, sum(persons)::integer as persons
      from intermediate.letters_phased group by all order by all`,
  },
  columns: {
    reference_year: {type: 'integer', label: 'Refertejaar'},
    week_no: {type: 'integer', unit: 'week', label: 'Weken na de eerste brief'},
    registered: {type: 'integer', unit: 'persons', label: 'Geregistreerd'},
    share: {type: 'double', unit: 'share', label: 'Aandeel van de laatste kolom', of: 'registered'},
    is_projected: {type: 'boolean', label: 'Raming'},
    factor: {type: 'double', label: 'Groei tot de volgende kolom', meaning: 'null in the last column'},
    end_error: {type: 'double', label: 'Standaardfout van het einde', of: 'registered'},
  },
  compute: ({letters = []}) => {
    const years = [...new Set(letters.map((row) => row.reference_year as number))];
    const rows = years.map((year) => cumulative(letters.filter((row) => row.reference_year === year)));
    const known = years.map((year, i) => ({year, row: rows[i]!})).filter(({row}) => row.length > 0);
    if (known.length === 0) return [];
    const ladder = chainLadder(known.map(({row}) => row));
    return known.flatMap(({year, row}, i) =>
      ladder.full[i]!.map((value, column) => ({
        reference_year: year,
        week_no: (column + 1) * step,
        registered: toTens(value),
        share: toTens(value) / toTens(ladder.full[i]!.at(-1)!) || null,
        is_projected: column >= row.length,
        factor: column in ladder.factors ? Math.round(ladder.factors[column]! * 1000) / 1000 : null,
        end_error: row.length < ladder.full[i]!.length ? toTens(ladder.errors[i]!) : null,
      })),
    );
  },
});

const toTens = (people: number): number => Math.round(people / 10) * 10;

const step = 4;
/** Two years and a half: after that few come. */
const longest = 130;

/** Registrations up to every fourth week that is known whole. */
function cumulative(rows: readonly GivenRow[]): number[] {
  const seen = Math.min((rows[0]?.weeks_seen as number | undefined) ?? 0, longest);
  return Array.from({length: Math.floor(seen / step)}, (_, column) =>
    rows.reduce(
      (sum, row) =>
        row.known_week !== null && (row.known_week as number) < (column + 1) * step
          ? sum + (row.persons as number)
          : sum,
      0,
    ),
  );
}
