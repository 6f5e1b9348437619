import {addDays, addMonths} from './days.js';
import type {EventContext} from './draft-events.js';
import {draftBirthDate, draftIds} from './draft-people.js';
import {draftStreams} from './draft-streams.js';
import {draftYear} from './draft-year.js';
import {type Law, readLaw} from './law.js';
import {makeRandom} from './random.js';
import {splitWorld} from './split.js';
import type {Delivery, World} from './world.js';

export interface MadeWorld {
  /** what must be in force once the deliveries are loaded */
  readonly world: World;
  /** in load order; one may come twice */
  readonly deliveries: readonly Delivery[];
  /** days on which much happens: ends of summer time, year ends, month ends */
  readonly asOfDays: readonly string[];
}

export interface WorldOptions {
  readonly seed: number;
  /** people in the world; most are received in every year */
  readonly persons: number;
  /** reference years, each with parameters in sql/parameters */
  readonly years: readonly number[];
  readonly law?: Law;
}

/** A world aimed at the edges of the contract, the same for the same options. All its rows are good ones. */
export function makeWorld({seed, persons, years, law = readLaw()}: WorldOptions): MadeWorld {
  const random = makeRandom(seed);
  const laws = [...years]
    .sort((a, b) => a - b)
    .map((year) => {
      const yearLaw = law.get(year);
      if (!yearLaw) throw new Error(`no parameters for ${year}`);
      return yearLaw;
    });
  const asOfDays = daysToLookFrom(laws.at(-1)!.referenceYear);
  const context: EventContext = {laws, asOfDays, random: random.fork('events')};
  const ids = draftIds(persons, random.fork('ids'));
  const births = new Map(ids.map((id) => [id, draftBirthDate(laws, random)]));
  const byYear = new Map(
    laws.map((yearLaw) => [yearLaw.referenceYear, draftYear(yearLaw, births, context, random)]),
  );
  const starters = [...byYear].flatMap(([year, rows]) =>
    rows.starters.map((row) => ({personId: row.person_id, year})),
  );
  const world: World = {years: [...byYear.keys()], byYear, streams: draftStreams(ids, starters, context)};
  return {world, deliveries: splitWorld(world, random.fork('deliveries')), asOfDays};
}

/** A day in the last reference year, then two Sundays on which the clock changes, month ends and a year end. */
function daysToLookFrom(lastYear: number): readonly string[] {
  const lastSunday = (monthEnd: string) => addDays(monthEnd, -new Date(`${monthEnd}T00:00:00Z`).getUTCDay());
  return [
    `${lastYear}-05-31`,
    addMonths(`${lastYear}-11-30`, 3),
    lastSunday(`${lastYear + 1}-10-31`),
    `${lastYear + 1}-12-31`,
    lastSunday(`${lastYear + 2}-03-31`),
    addMonths(`${lastYear + 1}-11-30`, 3),
  ].sort();
}
