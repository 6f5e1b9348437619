import {estimate, type MadeRow} from '../../src/models/estimate.js';
import {backtest, reachAhead} from '../../src/statistics/backtest.js';
import {campaignsFrom, type RiskRow} from '../../src/statistics/campaigns.js';
import {type Campaign, learnHazards, oldestAge, project, waitingThen} from '../../src/statistics/hazard.js';
import {type Limits, widening} from '../../src/statistics/widening.js';

/** Where registration will end: the people who still wait, week by week, up to the deadline. */
export default estimate({
  grain: 'one day ahead, every fourth week and the deadline itself',
  key: ['reference_year', 'weeks_ahead'],
  per: 'all',
  title: 'Raming tot de uiterste dag',
  publish: true,
  note: `Weekly hazards of strata (new or returning, channel, age) learnt from the other reference years, times this
campaign's own speed of the last eight weeks. Intervals are conformal: as wide as earlier forecasts of the same
distance were off, and never narrower than nearer by. Null limits: the history is too short for that level, which asks for four (80 %) or nineteen
(95 %) earlier errors. Only the upper one null: it would reach everybody who waits, and says nothing. A year without another to learn from has no forecast.`,
  questions: {
    risks: `
      select risks.reference_year,
        stratum_of(by_return, by_channel) || ' · ' || by_age as stratum,
        age_weeks, week_no, outcome, sum(persons)::integer as persons, sum(payable_cents)::bigint as payable_cents,
        (any_value(years.application_deadline_date) - any_value(world.as_of_date))::integer as days_to_deadline
      from intermediate.risks_counted as risks
      inner join parameters.years as years using (reference_year)
      cross join parameters.as_of as world
      group by all order by all`,
    now: `
      select reference_year, entitled, registered, registered_cents from (
        select reference_year, sum(persons)::integer as entitled, sum(registered)::integer as registered,
          sum(registered_cents)::bigint as registered_cents
        from intermediate.states_counted where state <> 'withdrawn' group by reference_year
      ) order by reference_year`,
    day: 'select as_of_date::varchar as as_of from parameters.as_of',
    deadlines:
      'select reference_year, application_deadline_date::varchar as deadline from parameters.years order by 1',
  },
  columns: {
    reference_year: {type: 'integer', label: 'Refertejaar'},
    weeks_ahead: {type: 'integer', unit: 'week', label: 'Weken vooruit'},
    on_date: {type: 'date', label: 'Dag'},
    is_deadline: {type: 'boolean', label: 'Uiterste dag'},
    entitled: {type: 'integer', unit: 'persons', label: 'Rechthebbenden'},
    registered_now: {type: 'integer', unit: 'persons', label: 'Rekening gekend vandaag', within: 'entitled'},
    more: {type: 'integer', unit: 'persons', label: 'Komen er nog bij', meaning: 'forecast'},
    more_low_80: {type: 'integer', label: 'Minstens (80 %)', of: 'more'},
    more_high_80: {type: 'integer', label: 'Hoogstens (80 %)', of: 'more'},
    more_low_95: {type: 'integer', label: 'Minstens (95 %)', of: 'more'},
    more_high_95: {type: 'integer', label: 'Hoogstens (95 %)', of: 'more'},
    more_eur: {type: 'decimal(18,2)', unit: 'EUR', label: 'Euro die erbij komen', of: 'more'},
    more_eur_low_80: {type: 'decimal(18,2)', unit: 'EUR', label: 'Minstens (80 %)', of: 'more'},
    more_eur_high_80: {type: 'decimal(18,2)', unit: 'EUR', label: 'Hoogstens (80 %)', of: 'more'},
    has_spike: {
      type: 'boolean',
      label: 'Met eindspurt',
      meaning: 'a deadline has passed from which the rush before it is known',
    },
    learnt_from: {type: 'varchar', label: 'Geleerd van'},
  },
  compute: ({risks = [], now = [], day = [], deadlines = []}) => {
    const campaigns = campaignsFrom(risks as unknown as RiskRow[]);
    const past = backtest(campaigns);
    const asOf = String(day[0]?.as_of);
    return campaigns.flatMap((campaign) => {
      const others = campaigns.filter((other) => other.year !== campaign.year);
      const standing = now.find((row) => row.reference_year === campaign.year);
      if (others.length === 0 || campaign.weeksToDeadline < 1 || !standing) return [];
      const hazards = learnHazards(others);
      const ahead = project(campaign, hazards, 0, campaign.weeksToDeadline);
      const waiting = waitingThen(campaign, 0);
      const deadline = String(deadlines.find((row) => row.reference_year === campaign.year)?.deadline);
      const at = {year: campaign.year, age: oldestAge(campaign)};
      const distances = weeksOf(campaign);
      const limits = (level: number, middles: readonly number[], most?: number): Limits[] =>
        widening(
          distances.map((weeks) => ({
            middle: middles[weeks - 1]!,
            reach: reachAhead(past, weeks, weeks === campaign.weeksToDeadline, at, level),
          })),
          most,
        );
      const [in80, in95] = [limits(0.8, ahead.persons, waiting), limits(0.95, ahead.persons, waiting)];
      const cents = limits(0.8, ahead.cents);
      return distances.map((weeks, i): MadeRow => {
        const isDeadline = weeks === campaign.weeksToDeadline;
        return {
          reference_year: campaign.year,
          weeks_ahead: weeks,
          on_date: isDeadline ? deadline : dayAfter(asOf, weeks * 7),
          is_deadline: isDeadline,
          entitled: standing.entitled as number,
          registered_now: standing.registered as number,
          more: Math.round(ahead.persons[weeks - 1]!),
          more_low_80: in80[i]!.low,
          more_high_80: in80[i]!.high,
          more_low_95: in95[i]!.low,
          more_high_95: in95[i]!.high,
          more_eur: inEuro(ahead.cents[weeks - 1]!),
          more_eur_low_80: inEuro(cents[i]!.low),
          // no more euro can be told than people
          more_eur_high_80: in80[i]!.high === null ? null : inEuro(cents[i]!.high),
          has_spike: hazards.spike !== null,
          learnt_from: others.map((other) => other.year).join(', '),
        };
      });
    });
  },
});

const inEuro = (cents: number | null): number | null => (cents === null ? null : Math.round(cents) / 100);

/** Every fourth week, and the last. */
function weeksOf(campaign: Campaign): number[] {
  const weeks = Array.from({length: Math.floor(campaign.weeksToDeadline / 4)}, (_, i) => 4 * (i + 1));
  return [...new Set([...weeks, campaign.weeksToDeadline])];
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
