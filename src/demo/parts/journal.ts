import type { IsoDate } from '../../lib/dates.js'
import { makeDice } from '../dice.js'
import type { DemoEntry } from './records.js'
import { type DemoCalendar, dayIn } from './timeline.js'

const PAYROLL: readonly { department: string; minor: bigint }[] = [
  { department: 'Sales', minor: 2_640_000n },
  { department: 'Support', minor: 1_480_000n },
  { department: 'Finance', minor: 1_310_000n },
  { department: 'Operations', minor: 980_000n },
  { department: 'Engineering', minor: 1_120_000n },
]

/** The opening and, every month: payroll, rent, software, marketing, travel, insurance, parts, depreciation. */
export function makeEntries(seed: number, calendar: DemoCalendar): DemoEntry[] {
  const dice = makeDice(seed, 'journal')
  const opening = opened(dayIn(calendar.bookMonths[0] ?? calendar.openMonth, 1))
  const monthly = calendar.bookMonths.flatMap((month, index) => {
    const isOpen = month === calendar.openMonth
    const grown = (minor: bigint) => (minor * BigInt(100 + index)) / 100n
    const around = (minor: number) => BigInt(Math.round((minor * dice.between(85, 120)) / 100))
    const cost = (
      key: string,
      day: number,
      memo: string,
      purpose: string,
      minor: bigint,
      department?: string,
    ): DemoEntry => ({
      key: `${month}-${key}`,
      date: dayIn(month, day),
      memo,
      postings: [
        { purpose, minor, ...(department ? { department } : {}) },
        { purpose: 'bank', minor: -minor },
      ],
    })
    const entries = [
      cost('rent', 1, 'Rent of office and workshop', 'rent', 780_000n, 'Operations'),
      cost('software', 5, 'Hosting and software subscriptions', 'software', around(310_000), 'Engineering'),
      cost('marketing', 12, 'Advertising and trade fairs', 'marketing', around(420_000), 'Marketing'),
      cost('travel', 20, 'Travel to customers', 'travel', around(260_000), 'Sales'),
      cost('insurance', 15, 'Business insurance', 'insurance', 95_000n),
      cost('parts', 18, 'Sensors and parts', 'cost-of-sales', around(1_150_000), 'Operations'),
    ]
    // In the month that is being closed the payroll is still to be posted: the close asks for it.
    return [...entries, ...(isOpen ? [] : [payroll(month, grown)]), depreciation(month)]
  })
  return [opening, ...monthly.filter((entry) => entry.date < calendar.today)]
}

const opened = (date: IsoDate): DemoEntry => ({
  key: 'opening',
  date,
  memo: 'Opening balances',
  postings: [
    { purpose: 'bank', minor: 31_500_000n },
    { purpose: 'equipment', minor: 9_600_000n },
    { purpose: 'share-capital', minor: -10_000_000n },
    { purpose: 'retained-earnings', minor: -31_100_000n },
  ],
})

function payroll(month: string, grown: (minor: bigint) => bigint): DemoEntry {
  const pay = PAYROLL.map(({ department, minor }) => ({ purpose: 'payroll', department, minor: grown(minor) }))
  const total = pay.reduce((sum, each) => sum + each.minor, 0n)
  return {
    key: `${month}-payroll`,
    date: dayIn(month, 28),
    memo: 'Payroll',
    postings: [...pay, { purpose: 'bank', minor: -total }],
  }
}

const depreciation = (month: string): DemoEntry => ({
  key: `${month}-depreciation`,
  date: dayIn(month, 31),
  memo: 'Depreciation of equipment',
  postings: [
    { purpose: 'depreciation', minor: 160_000n },
    { purpose: 'accumulated-depreciation', minor: -160_000n },
  ],
})
