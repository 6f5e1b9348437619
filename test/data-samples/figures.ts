/** A public figure beside the twin's: value and measure at full size unless it is a share, a mean or a count of a few. */
export interface Figure {
  readonly figure: string;
  readonly source: string;
  readonly published: number;
  /** The same in the twin, unscaled. */
  readonly query: string;
  /** Counts and sums are compared at the twin's size; shares and means as they are. */
  readonly kind: 'count' | 'euro' | 'share' | 'mean' | 'few';
  /** Largest relative distance. */
  readonly within: number;
}

const line = (year: number, name: string): string =>
  `select value from exports.scoreboard where reference_year = ${year} and line = '${name}'`;

/** People of a year with an executed award, and what they got, by the end of a day. */
const paid = (what: string, year: number, day: string, more = 'true'): string => `
  select ${what} from sources.payments__payments as p join sources.persons__persons as who using (person_id)
  where who.reference_year = ${year} and p.reference_year = ${year} and p.scheme = 'jobbonus'
    and p.kind in ('award', 'supplement') and p.status = 'executed' and p.executed_on <= date '${day}' and ${more}`;
const payees = 'count(distinct person_id)';
const euros = 'sum(amount)';

const letters = (year: number, day: string): string => `
  select count(distinct person_id) from sources.notifications__notifications
  where reference_year = ${year} and scheme = 'jobbonus' and channel is not null and sent_on <= date '${day}'`;

const entitled = (year: number): string =>
  `exports.dossiers where reference_year = ${year} and scheme = 'jobbonus' and status = 'entitled'`;

/** Entitled people with an account known on a day. */
const accounts = (what: string, year: number, day: string): string => `
  select ${what} from (from ${entitled(year)}) as d
    left join (
      select distinct person_id, true as is_known from sources.registrations__registrations
      where registered_at < date '${day}' + 1 and (ended_at is null or ended_at >= date '${day}' + 1)
    ) using (person_id)`;
const known = 'count(*) filter (is_known)';

const board = 'annual plan, board table';
const press2021 = 'press, December 2022 to November 2023';
const press2022 = 'press, January 2024';

/** The figures of the campaigns 2021 and 2022 that were made public. */
export const figures: readonly Figure[] = [
  {
    figure: '2022 employees received',
    source: board,
    published: 1_560_274,
    query: line(2022, 'employees_received'),
    kind: 'count',
    within: 0.01,
  },
  {
    figure: '2022 employees to calculate',
    source: board,
    published: 1_051_360,
    query: line(2022, 'employees_to_calculate'),
    kind: 'count',
    within: 0.01,
  },
  {
    figure: '2022 employees approved',
    source: board,
    published: 967_550,
    query: line(2022, 'employees_approved'),
    kind: 'count',
    within: 0.01,
  },
  {
    figure: '2022 complaints received',
    source: board,
    published: 8,
    query: line(2022, 'complaints_received'),
    kind: 'few',
    within: 0,
  },
  {
    figure: '2022 complaints admissible',
    source: board,
    published: 4,
    query: line(2022, 'complaints_admissible'),
    kind: 'few',
    within: 0,
  },
  {
    figure: '2022 complaints founded',
    source: board,
    published: 1,
    query: line(2022, 'complaints_founded'),
    kind: 'few',
    within: 0,
  },
  {
    figure: '2022 complaints, days until closed',
    source: board,
    published: 2.3,
    query: line(2022, 'complaints_lead_time_days'),
    kind: 'mean',
    within: 0.01,
  },
  {
    figure: '2021 entitled',
    source: press2021,
    published: 789_000,
    query: `select count(*) from ${entitled(2021)}`,
    kind: 'count',
    within: 0.01,
  },
  {
    figure: '2021 letters sent by 13 Dec 2022',
    source: press2021,
    published: 544_509,
    query: letters(2021, '2022-12-13'),
    kind: 'count',
    within: 0.01,
  },
  {
    figure: '2021 accounts known on 27 Feb 2023',
    source: press2021,
    published: 0.86,
    query: accounts(`${known} / count(*)`, 2021, '2023-02-27'),
    kind: 'share',
    within: 0.01,
  },
  {
    figure: '2021 accounts known at the end of 2023',
    source: press2021,
    published: 0.94,
    query: accounts(`${known} / count(*)`, 2021, '2023-12-31'),
    kind: 'share',
    within: 0.01,
  },
  {
    figure: '2021 paid by 13 Dec 2022',
    source: press2021,
    published: 149_000,
    query: paid(payees, 2021, '2022-12-13'),
    kind: 'count',
    within: 0.01,
  },
  {
    figure: '2021 paid by 13 Dec 2022, EUR',
    source: press2021,
    published: 57_000_000,
    query: paid(euros, 2021, '2022-12-13'),
    kind: 'euro',
    within: 0.01,
  },
  {
    figure: '2021 paid by 23 Dec 2022',
    source: press2021,
    published: 350_000,
    query: paid(payees, 2021, '2022-12-23'),
    kind: 'count',
    within: 0.01,
  },
  {
    figure: '2021 paid by 26 Feb 2023',
    source: press2021,
    published: 614_487,
    query: paid(payees, 2021, '2023-02-26'),
    kind: 'count',
    within: 0.01,
  },
  {
    figure: '2021 paid by 26 Feb 2023, EUR',
    source: press2021,
    published: 176_000_000,
    query: paid(euros, 2021, '2023-02-26'),
    kind: 'euro',
    within: 0.01,
  },
  {
    figure: '2021 paid by 26 Feb 2023, province of Antwerp',
    source: press2021,
    published: 176_181,
    query: paid(payees, 2021, '2023-02-26', "nis_code like '1%'"),
    kind: 'count',
    within: 0.01,
  },
  {
    figure: '2021 paid by 26 Feb 2023, East Flanders',
    source: press2021,
    published: 142_409,
    query: paid(payees, 2021, '2023-02-26', "nis_code like '4%'"),
    kind: 'count',
    within: 0.01,
  },
  {
    figure: '2021 paid by the end of 2023, EUR',
    source: press2021,
    published: 207_500_000,
    query: paid(euros, 2021, '2023-12-31'),
    kind: 'euro',
    within: 0.01,
  },
  {
    figure: '2022 letters sent by 10 Jan 2024',
    source: press2022,
    published: 809_000,
    query: letters(2022, '2024-01-10'),
    kind: 'count',
    within: 0.01,
  },
  {
    figure: '2022 accounts known on 10 Jan 2024',
    source: press2022,
    published: 0.88,
    query: accounts(`${known} / count(*)`, 2022, '2024-01-10'),
    kind: 'share',
    within: 0.01,
  },
  {
    figure: '2022 paid by 10 Jan 2024',
    source: press2022,
    published: 553_000,
    query: paid(payees, 2022, '2024-01-10'),
    kind: 'count',
    within: 0.01,
  },
  {
    figure: '2022 paid by 10 Jan 2024, EUR',
    source: press2022,
    published: 140_000_000,
    query: paid(euros, 2022, '2024-01-10'),
    kind: 'euro',
    within: 0.01,
  },
  {
    figure: '2022 mean amount',
    source: press2022,
    published: 235.72,
    query: `select avg(payable) from ${entitled(2022)}`,
    kind: 'mean',
    within: 0.01,
  },
  {
    figure: '2022 share of West Flanders among the entitled',
    source: press2022,
    published: 0.191,
    query: `
    select count(*) filter (nis_code like '3%') / count(*) from (from ${entitled(2022)}) join sources.persons__persons using (person_id, reference_year)`,
    kind: 'share',
    within: 0.01,
  },
  {
    figure: '2022 plus, EUR realised in 2023',
    source: board,
    published: 5_787_000,
    query: line(2022, 'plus_vek_realised'),
    kind: 'euro',
    within: 0.01,
  },
];
