import {textTable} from '../src/cli/table.js';
import {type Article, type Explanation, perEmployer} from './answer.js';
import {employersText, rightsText} from './letter-rights.js';

/** An explanation as text: first the four rows of the letter, then how each came about and by which article. */
export function letterText(e: Explanation): string {
  const parts = [`${e.person_id} · reference year ${e.reference_year} · seen from ${e.as_of}`];
  for (const d of e.dossiers) {
    const why = d.reason === null ? '' : ` (${d.reason})`;
    parts.push(
      [
        `${d.scheme}, ${d.category}: ${d.status}${why}`,
        `  bonus ${d.bonus}  supplement ${d.supplement}  payable ${d.payable}  paid ${d.paid_amount}  balance ${d.balance}`,
        `  letter ${d.notified_on ?? '–'}  account ${d.registered_on ?? '–'}  first payment ${d.first_paid_on ?? '–'}`,
      ].join('\n'),
    );
  }
  // an employee's quarters; those of border workers stand employer by employer
  if (e.quarters.some((q) => q.exclusion !== perEmployer)) {
    parts.push(
      textTable(
        ['the letter', ...e.quarters.map((q) => `Q${q.quarter % 10}`), 'article'],
        [
          [
            'performance fraction (prestatiebreuk)',
            ...e.quarters.map((q) => q.payout_fraction),
            'BVR 1 juli 2022, art. 2 § 3',
          ],
          [
            'computed wage (berekend loon)',
            ...e.quarters.map((q) => q.counted_wage),
            'BVR 1 juli 2022, art. 2 § 2',
          ],
          [
            'reference wage (refertemaandloon)',
            ...e.quarters.map((q) => q.reference_wage ?? '–'),
            'BVR 1 juli 2022, art. 2 § 3',
          ],
          [
            'bonus (jobbonus)',
            ...e.quarters.map((q) => q.quarter_bonus),
            articleOf(e.articles, 'max_award_eur'),
          ],
          ...behind('fraction that divides the wage', 'wage_fraction', 'BVR 1 juli 2022, art. 2 § 3', e),
          ...behind('fraction that is paid for', 'paid_fraction', 'BVR 1 juli 2022, art. 2 § 5', e),
          ...(e.quarters.some((q) => q.exclusion)
            ? [
                [
                  'not counted because',
                  ...e.quarters.map((q) => q.exclusion ?? ''),
                  'Decreet 20 mei 2022, art. 4',
                ],
              ]
            : []),
        ],
      ),
    );
  }
  parts.push(...employersText(e), ...yearText(e));
  if (e.quarters.length > 0) {
    const lines = e.quarters.flatMap((q) =>
      q.lines.map((l) => [
        `Q${q.quarter % 10}`,
        l.employer_id,
        String(l.line_no),
        String(l.version),
        l.wage,
        l.wage_fraction,
        l.payout_fraction,
        l.left_out ?? '',
      ]),
    );
    parts.push(
      `the lines behind it\n${textTable(['', 'employer', 'line', 'version', 'wage', 'wage fraction', 'payout fraction', 'left out'], lines)}`,
    );
  }
  parts.push(...rightsText(e));
  const law = e.articles.map((a) => [
    a.label,
    holdsFor(a, e.articles),
    a.value,
    a.unit,
    a.article,
    a.certainty,
  ]);
  parts.push(
    `the law of ${e.reference_year}\n${textTable(['value', 'holds for', '', 'unit', 'article', 'certainty'], law)}`,
  );
  return parts.join('\n\n');
}

/** From the quarters to what is paid: the sum, the minimum it is held against, and the supplement. */
function yearText({year, dossiers, articles}: Explanation): string[] {
  const dossier = dossiers.find((d) => d.scheme === 'jobbonus');
  if (!year || !dossier) return [];
  const time = year.has_part_time ? 'part' : 'full';
  const rows = [
    ['sum of the quarters', year.quarters_sum, ''],
    ...(year.maximum === null
      ? []
      : [['maximum of all employers together', year.maximum, articleOf(articles, 'max_award_eur')]]),
    ['bonus, rounded to the cent', dossier.bonus, ''],
    [`minimum for ${time}-time work`, year.minimum, articleOf(articles, `minimum_${time}_time_award_eur`)],
    ['supplement', dossier.supplement, articleOf(articles, 'supplement_eur')],
    ['payable', dossier.payable, ''],
  ];
  return [textTable(['the year', 'EUR', 'article'], rows)];
}

/** A fraction that stands behind the four rows, where it is another number than the letter has in a quarter that counts. */
const behind = (
  label: string,
  key: 'wage_fraction' | 'paid_fraction',
  article: string,
  {quarters}: Explanation,
): string[][] =>
  quarters.some((q) => q.exclusion === null && q[key] !== q.payout_fraction)
    ? [[label, ...quarters.map((q) => q[key]), article]]
    : [];

const articleOf = (articles: readonly Article[], name: string): string =>
  articles.find((a) => a.name === name)?.article ?? '';

/** The quarters or births that a value holds for, where there is another one beside it in the year. */
function holdsFor({name, from_quarter, born_from}: Article, articles: readonly Article[]): string {
  const others = articles.filter((a) => a.name === name);
  if (others.length === 1) return '';
  if (born_from !== null) {
    const next = firstAfter(
      born_from,
      others.map((a) => a.born_from ?? ''),
    );
    // the first of the list holds for whoever was born before the second
    const from = others[0]!.born_from === born_from ? [] : [`from ${born_from}`];
    return `born ${[...from, ...(next === undefined ? [] : [`before ${next}`])].join(' and ')}`;
  }
  const next = firstAfter(
    from_quarter,
    others.map((a) => a.from_quarter),
  );
  const last = next === undefined ? 4 : next - 1;
  return last === from_quarter ? `Q${from_quarter}` : `Q${from_quarter} to Q${last}`;
}

const firstAfter = <T extends string | number>(start: T, starts: readonly T[]): T | undefined =>
  starts.filter((other) => other > start).sort((a, b) => (a < b ? -1 : 1))[0];
