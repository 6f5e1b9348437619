import {estimate, type GivenRow} from '../../src/models/estimate.js';
import {logRank} from '../../src/statistics/logrank.js';
import {incidence, medianTime, type Waits} from '../../src/statistics/survival.js';

/** How fast each group registers, and whether the groups of a breakdown differ more than chance. */
export default estimate({
  grain: 'one category of one dimension',
  key: ['reference_year', 'dimension', 'category'],
  title: 'Snelheid van registreren',
  publish: true,
  note: `Median: the first week by which half no longer waits; empty when more than half still do. The log-rank test
compares the registration rates of all categories of the dimension; deaths and withdrawals leave the risk set.`,
  questions: {
    waits: `
      select reference_year, dimension, category, week_no, registered, exited, censored
      from intermediate.waits_merged order by reference_year, dimension, category, week_no`,
    exact: `
      select reference_year, dimension, category, week_no,
        coalesce(sum(persons) filter (outcome = 'registered'), 0)::integer as registered,
        coalesce(sum(persons) filter (outcome = 'exited'), 0)::integer as exited,
        coalesce(sum(persons) filter (outcome = 'censored'), 0)::integer as censored
      from intermediate.waits_counted
      semi join intermediate.waits_merged using (reference_year, dimension, category)
      group by all order by reference_year, dimension, category, week_no`,
  },
  columns: {
    reference_year: {type: 'integer', label: 'Refertejaar'},
    dimension: {type: 'varchar'},
    category: {type: 'varchar', label: 'Groep'},
    persons: {type: 'integer', unit: 'persons', label: 'Moesten zelf registreren'},
    median_weeks: {type: 'integer', unit: 'week', label: 'Mediaan in weken', of: 'persons'},
    share_4: {type: 'double', unit: 'share', label: 'Binnen 4 weken', of: 'persons'},
    share_13: {type: 'double', unit: 'share', label: 'Binnen 13 weken', of: 'persons'},
    share_26: {type: 'double', unit: 'share', label: 'Binnen 26 weken', of: 'persons'},
    share_52: {type: 'double', unit: 'share', label: 'Binnen 52 weken', of: 'persons'},
    chi_square: {type: 'double', label: 'Log-rank', meaning: 'of the whole dimension'},
    degrees: {type: 'integer', label: 'Vrijheidsgraden'},
    p_value: {type: 'double', label: 'p'},
  },
  compute: ({waits = [], exact = []}) => {
    const dimensions = [...new Set(waits.map((row) => row.dimension as string))];
    return dimensions.flatMap((dimension) => {
      const ofDimension = waits.filter((row) => row.dimension === dimension);
      const categories = [...new Set(ofDimension.map((row) => row.category as string))];
      const test = logRank(
        categories.map((category) =>
          exact.filter((row) => row.dimension === dimension && row.category === category).map(waitsOf),
        ),
      );
      return categories.map((category) => {
        const curve = incidence(ofDimension.filter((row) => row.category === category).map(waitsOf));
        const lastWeek = curve.at(-1)!.time;
        // the share at the end of week w, known as far as somebody was followed so long
        const shareAfter = (weeks: number): number | null =>
          lastWeek + 1 < weeks ? null : (curve.findLast((point) => point.time < weeks)?.share ?? 0);
        return {
          reference_year: ofDimension[0]!.reference_year as number,
          dimension,
          category,
          persons: curve[0]!.atRisk,
          median_weeks: medianTime(curve),
          share_4: shareAfter(4),
          share_13: shareAfter(13),
          share_26: shareAfter(26),
          share_52: shareAfter(52),
          chi_square: test.degrees > 0 ? test.chiSquare : null,
          degrees: test.degrees,
          p_value: test.degrees > 0 ? test.p : null,
        };
      });
    });
  },
});

const waitsOf = (row: GivenRow): Waits => ({
  time: row.week_no as number,
  registered: row.registered as number,
  exited: row.exited as number,
  censored: row.censored as number,
});
