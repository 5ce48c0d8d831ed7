/** Public holidays of one year and the weekend days worked in exchange (调休), as month-day. */
export interface YearOfHolidays {
  readonly year: number;
  /** False until the State Council's notice is out: that year counts plain weekdays. */
  readonly published: boolean;
  /** From and to, both free. */
  readonly free: readonly (readonly [from: string, to: string])[];
  readonly worked: readonly string[];
}

export const holidays: readonly YearOfHolidays[] = [
  {
    // 国务院办公厅关于2026年部分节假日安排的通知, 2025-11-04.
    year: 2026,
    published: true,
    free: [
      ['01-01', '01-03'],
      ['02-15', '02-23'],
      ['04-04', '04-06'],
      ['05-01', '05-05'],
      ['06-19', '06-21'],
      ['09-25', '09-27'],
      ['10-01', '10-07'],
    ],
    worked: ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
  },
  // NOTE: fill in from the notice of November 2026, and set published.
  { year: 2027, published: false, free: [], worked: [] },
];
