import {type Dossier, jobbonusDossiers, payableCents} from './dossiers.js';
import {formatDecimal} from './exact.js';
import {knownOn} from './known.js';
import {type Law, readLaw} from './law.js';
import {type PlusDossier, plusDossiers} from './plus.js';
import {type ScoreboardRow, scoreboardRows} from './scoreboard.js';
import {type TakeupRow, takeupRow} from './takeup.js';
import {type World, yearRows} from './world.js';

/** Every cell as a CSV export prints it; null is an empty cell. */
export type ExportRow = Readonly<Record<string, string | null>>;

/** The exports of the contract (§3), each sorted by its key (by character code, ascending). */
export interface Expected {
  readonly quarters: readonly ExportRow[];
  readonly dossiers: readonly ExportRow[];
  readonly scoreboard: readonly ScoreboardRow[];
  readonly takeup: readonly TakeupRow[];
}

/**
 * What `jobbonus run --as-of DAY` followed by the exports must give for this world.
 *
 * @param asOf the day the world is seen from, to its end in Brussels
 * @throws {Error} when a loaded year has no parameters
 */
export function expectedExports(world: World, asOf: string, law: Law = readLaw()): Expected {
  const known = knownOn(world.streams, asOf);
  const years = world.years.map((year) => {
    const yearLaw = law.get(year);
    if (!yearLaw) throw new Error(`no parameters for ${year}`);
    const jobbonus = jobbonusDossiers(yearRows(world, year), yearLaw, known, asOf);
    return {year, yearLaw, jobbonus};
  });
  const withPlus = years.map(({year, yearLaw, jobbonus}) => {
    const before = years.find((other) => other.year === year - 1)?.jobbonus ?? [];
    const entitled = new Set(
      before.filter(({status}) => status === 'entitled').map(({personId}) => personId),
    );
    return {year, jobbonus, plus: plusDossiers(yearRows(world, year), yearLaw, known, asOf, entitled)};
  });
  return {
    quarters: withPlus.flatMap(({jobbonus}) => sorted(jobbonus).flatMap(quarterRows)),
    dossiers: withPlus.flatMap(({jobbonus, plus}) => [...sorted(jobbonus), ...sorted(plus)].map(dossierRow)),
    scoreboard: withPlus.flatMap(({year, jobbonus, plus}) =>
      scoreboardRows(year, jobbonus, plus, world.streams, known, asOf),
    ),
    takeup: withPlus.map(({year, jobbonus}) => takeupRow(year, jobbonus)),
  };
}

const sorted = <T extends Dossier | PlusDossier>(dossiers: readonly T[]): T[] =>
  [...dossiers].sort((a, b) => (a.personId < b.personId ? -1 : 1));

/** One row per quarter with a counted line; only employee dossiers show their quarters. */
function quarterRows(dossier: Dossier): ExportRow[] {
  if (dossier.category !== 'employee') return [];
  return dossier.quarters.map((quarter) => ({
    reference_year: String(dossier.referenceYear),
    person_id: dossier.personId,
    quarter: String(quarter.quarter),
    wage_fraction: formatDecimal(quarter.wageFraction, 2),
    payout_fraction: formatDecimal(quarter.payoutFraction, 2),
    counted_wage: formatDecimal(quarter.countedWageCents, 2),
    reference_wage: quarter.referenceWageCents === null ? null : formatDecimal(quarter.referenceWageCents, 2),
    quarter_bonus: formatDecimal(quarter.bonusMicros, 6),
    exclusion: quarter.exclusion,
  }));
}

function dossierRow(dossier: Dossier): ExportRow {
  return {
    reference_year: String(dossier.referenceYear),
    scheme: dossier.scheme,
    person_id: dossier.personId,
    category: dossier.category,
    status: dossier.status,
    reason: dossier.reason,
    bonus: formatDecimal(dossier.bonusCents, 2),
    supplement: formatDecimal(dossier.supplementCents, 2),
    payable: formatDecimal(payableCents(dossier), 2),
    notified_on: dossier.notifiedOn,
    registered_on: dossier.registeredOn,
    first_paid_on: dossier.firstPaidOn,
    paid_amount: formatDecimal(dossier.paidCents, 2),
    balance: formatDecimal(payableCents(dossier) - dossier.paidCents, 2),
  };
}
