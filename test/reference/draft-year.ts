import {draftApplication} from './draft-applications.js';
import {draftLines} from './draft-cases.js';
import type {EventContext} from './draft-events.js';
import {type DmfaRows, pushHistory} from './draft-lines.js';
import {draftPerson} from './draft-people.js';
import {draftDeclarations, draftStarter} from './draft-starters.js';
import type {YearLaw} from './law.js';
import type {Random} from './random.js';
import type * as rows from './rows.js';
import type {YearRows} from './world.js';

/** Employers of one person: some share an id with a person, some differ by a leading zero only. */
const employersOf = (random: Random): readonly string[] =>
  random.shuffled(['emp-1', 'emp-2', '0456', '456', 'EMP-1', 'ada']).slice(0, 3);

/**
 * All rows of one reference year; now and then a source but dmfa and persons has nothing to say.
 *
 * @param births the birth date of everyone in the world, by person id
 */
export function draftYear(
  law: YearLaw,
  births: ReadonlyMap<string, string>,
  context: EventContext,
  random: Random,
): YearRows {
  const dmfa: DmfaRows = {employment_lines: [], remunerations: [], services: []};
  const persons: rows.Person[] = [];
  const advices: rows.Advice[] = [];
  const applications: rows.BorderApplication[] = [];
  const employments: rows.BorderEmployment[] = [];
  const starters: rows.Starter[] = [];
  const declarations: rows.DeMinimisDeclaration[] = [];
  const year = law.referenceYear;
  let serial = 0;
  for (const [id, birthDate] of births) {
    serial += 1;
    const person = draftPerson(id, birthDate, law, random);
    if (person) persons.push(person);
    const hasLines = random.chance(0.8);
    if (hasLines) {
      for (const line of draftLines(law, employersOf(random), random)) pushHistory(dmfa, id, line, random);
    }
    if (random.chance(0.4)) {
      advices.push({
        person_id: id,
        quarter: year * 10 + random.between(1, 4),
        advice: random.pick(['entitled', 'not_entitled']),
        reference_wage: random.pick([null, '2345.67', '0.00']),
      });
    }
    const filed = random.chance(hasLines ? 0.15 : 0.7) ? random.pick([1, 1, 1, 2, 3]) : 0;
    for (let nth = 1; nth <= filed; nth += 1) {
      const drafted = draftApplication(id, `${year}-${serial}-${nth}`, law, context);
      applications.push(drafted.application);
      employments.push(...drafted.employments);
    }
    if (random.chance(0.25)) {
      const drafted = draftStarter(id, law, context);
      starters.push(drafted.starter);
      declarations.push(...drafted.declarations);
    } else if (random.chance(0.05)) {
      // a declaration of someone who is no starter changes nothing
      declarations.push(...draftDeclarations(id, context));
    }
  }
  const [hasAdvice, hasBorder, hasPlus] = [random.chance(0.9), random.chance(0.9), random.chance(0.9)];
  return {
    ...dmfa,
    persons,
    advices: hasAdvice ? advices : [],
    border_applications: hasBorder ? applications : [],
    border_employments: hasBorder ? employments : [],
    starters: hasPlus ? starters : [],
    de_minimis_declarations: hasPlus ? declarations : [],
  };
}
