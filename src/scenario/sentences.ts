import {euro, signed} from '../format.js';
import type {ParameterKind, YearParameters} from '../parameters.js';
import {changesIn, eurText} from './law.js';
import type {Scenario} from './scenario.js';

/**
 * What a scenario changes in a year, as Dutch sentences a reader of the law can check: one a parameter and period,
 * each with the amount before, after and the difference. Generated from the overlay, never written by hand.
 */
export function sentencesOf(
  scenario: Scenario,
  law: YearParameters,
  kinds: ReadonlyMap<string, ParameterKind>,
): string[] {
  const sentences = changesIn(scenario, law, kinds).flatMap(({kind, before, after}) => {
    const groups: {from: number; to: number}[] = [];
    for (let q = 1; q <= 4; q++) {
      const open = groups.at(-1);
      if (open && before[q - 1] === before[open.from - 1] && after[q - 1] === after[open.from - 1])
        open.to = q;
      else groups.push({from: q, to: q});
    }
    return groups
      .filter(({from}) => before[from - 1] !== after[from - 1])
      .map(({from, to}) => {
        const [was, becomes] = [before[from - 1]!, after[from - 1]!];
        const verb = becomes > was ? 'stijgt' : 'daalt';
        const unit = kind.unit === 'EUR/month' ? 'per maand' : 'per jaar';
        const when =
          from === 1 && to === 4
            ? `refertejaar ${law.reference_year}`
            : `kwartaal ${from === to ? from : `${from} ${to === from + 1 ? 'en' : 'tot'} ${to}`} van refertejaar ${law.reference_year}`;
        return `${kind.label} ${verb} van ${euro(eurText(was))} naar ${euro(eurText(becomes))} ${unit} (${signed(euro(eurText(becomes - was)))}), in ${when}.`;
      });
  });
  if (scenario.lastReferenceYear !== null)
    sentences.push(
      `De jobbonus stopt na refertejaar ${scenario.lastReferenceYear}; wat al verschuldigd is, wordt nog betaald.`,
    );
  if (sentences.length === 0) sentences.push(`In refertejaar ${law.reference_year} verandert er niets.`);
  return sentences;
}
