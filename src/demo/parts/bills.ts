/** Whom the demo company buys from. The accounts are published examples: no money ever moves. */
export const SUPPLIERS = [
  {
    key: 'copperline',
    name: 'Copperline Hosting Ltd',
    domain: 'copperlinehosting.example',
    iban: 'GB29NWBK60161331926819',
  },
  { key: 'severn', name: 'Severn Print & Post', domain: 'severnprint.example', iban: 'GB94BARC10201530093459' },
  {
    key: 'bellwether',
    name: 'Bellwether Cleaning',
    domain: 'bellwethercleaning.example',
    iban: 'GB82WEST12345698765432',
  },
  { key: 'foxhall', name: 'Foxhall Events', domain: 'foxhall.example', iban: null },
  { key: 'ridgeway', name: 'Ridgeway Legal LLP', domain: 'ridgewaylegal.example', iban: null },
] as const

/** Of Bellwether a letter came: whether it is really theirs waits for a second person. */
export const CHANGED_DETAILS = {
  supplier: 'bellwether',
  iban: 'GB98MIDL07009312345678',
  told: 'Letter of this week, not called yet',
}

/** How far a bill has come. */
export type DemoBillState = 'waiting' | 'posted' | 'held' | 'paid' | 'credited'

export type DemoBill = {
  supplier: (typeof SUPPLIERS)[number]['key']
  number: string
  what: string
  /** The purpose of the account it goes to. */
  purpose: string
  netMinor: bigint
  department: string
  /** Days before today that it is dated, though not before this month, and days that it gives us. */
  age: number
  terms: number
  state: DemoBillState
  /** Dated on that day of the month that is being closed, and come only when this one had begun: its cost belongs there. */
  late?: { day: number }
  /** What its terms allow for paying within so many days from today, in basis points. */
  early?: { bp: number; days: number }
}

export const BILLS: readonly DemoBill[] = [
  bill('copperline', 'CH-20417', 'Hosting and backups', 'software', 480_00n, 'Engineering', 20, 14, 'paid'),
  bill('copperline', 'CH-20533', 'Hosting, second site', 'software', 315_00n, 'Engineering', 6, 14, 'credited'),
  {
    ...bill('severn', '8812', 'Brochures and postage', 'office', 260_40n, 'Operations', 9, 14, 'posted'),
    early: { bp: 200, days: 4 },
  },
  {
    ...bill('bellwether', 'BC-771', 'Office cleaning', 'office', 320_00n, 'Operations', 0, 30, 'posted'),
    late: { day: 9 },
  },
  bill('ridgeway', 'RL/2291', 'Advice on the lease', 'professional-fees', 1_150_00n, 'Management', 12, 30, 'held'),
  bill('foxhall', 'FX-0093', 'Stand at the trade fair', 'marketing', 2_400_00n, 'Sales', 3, 30, 'waiting'),
]

function bill(
  supplier: DemoBill['supplier'],
  number: string,
  what: string,
  purpose: string,
  netMinor: bigint,
  department: string,
  age: number,
  terms: number,
  state: DemoBillState,
): DemoBill {
  return { supplier, number, what, purpose, netMinor, department, age, terms, state }
}

/** What colleagues spent; the manager of the department decides. */
export const EXPENSES = [
  { by: 'jonas', what: 'Taxi to a customer', purpose: 'travel', minor: 38_50n, age: 2, approved: false },
  { by: 'maeve', what: 'Train to London', purpose: 'travel', minor: 84_00n, age: 8, approved: true },
] as const

/** Above this nobody approves an expense without a receipt, from the day on which the demo is looked at. */
export const RECEIPTS_ABOVE = 25_00n
