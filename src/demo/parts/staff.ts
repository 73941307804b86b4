/** A member of the demo company's staff. `slackUserId` is theirs in the sandbox's Slack, too. */
export type DemoStaff = {
  key: string
  name: string
  title: string
  department: string
  roles: readonly string[]
  timeZone: string
  slackUserId: string
  manager: string | null
}

const LONDON = 'Europe/London'

function person(
  key: string,
  name: string,
  title: string,
  department: string,
  roles: readonly string[],
  manager: string | null,
  timeZone = LONDON,
): DemoStaff {
  return {
    key,
    name,
    title,
    department,
    roles,
    timeZone,
    manager,
    slackUserId: `U0${key.toUpperCase().padEnd(9, '0')}`,
  }
}

/** Twenty-five people; the first is who the sandbox acts as when it opens. Managers stand before those they manage. */
export const STAFF: readonly DemoStaff[] = [
  person('priya', 'Priya Raman', 'Account Executive', 'Sales', ['sales'], 'tom'),
  person('eleanor', 'Eleanor Marsh', 'Managing Director', 'Management', ['manager', 'admin'], null),
  person('tom', 'Tom Okafor', 'Head of Sales', 'Sales', ['manager', 'sales'], 'eleanor'),
  person('helen', 'Helen Sato', 'Financial Controller', 'Finance', ['controller'], 'eleanor'),
  person('ruth', 'Ruth Adeyemi', 'Head of Customer Support', 'Support', ['manager', 'support'], 'eleanor'),
  person('jonas', 'Jonas Lindqvist', 'Account Executive', 'Sales', ['sales'], 'tom', 'Europe/Stockholm'),
  person('maeve', 'Maeve Kinsella', 'Account Executive', 'Sales', ['sales'], 'tom', 'Europe/Dublin'),
  person('carlos', 'Carlos Benítez', 'Account Manager', 'Sales', ['sales'], 'tom', 'Europe/Madrid'),
  person('hannah', 'Hannah Weiss', 'Sales Development', 'Sales', ['sales'], 'tom'),
  person('owen', 'Owen Pritchard', 'Sales Operations', 'Sales', ['sales'], 'tom'),
  person('daniel', 'Daniel Frost', 'Accounts Receivable', 'Finance', ['finance'], 'helen'),
  person('grace', 'Grace Mbeki', 'Accounts Payable', 'Finance', ['finance'], 'helen'),
  person('yusuf', 'Yusuf Demir', 'Management Accountant', 'Finance', ['finance'], 'helen'),
  person('laura', 'Laura Whitfield', 'Finance Assistant', 'Finance', ['finance'], 'helen'),
  person('sam', 'Sam Keller', 'Support Engineer', 'Support', ['support'], 'ruth'),
  person('ines', 'Inês Carvalho', 'Support Engineer', 'Support', ['support'], 'ruth', 'Europe/Lisbon'),
  person('noah', 'Noah Bright', 'Support Engineer', 'Support', ['support'], 'ruth'),
  person('amara', 'Amara Nwosu', 'Customer Success', 'Support', ['support', 'sales'], 'ruth'),
  person('victor', 'Victor Hale', 'Head of Operations', 'Operations', ['department'], 'eleanor'),
  person('fiona', 'Fiona Drummond', 'Purchasing', 'Operations', ['department'], 'victor'),
  person('lukas', 'Lukas Brandt', 'Logistics', 'Operations', ['department'], 'victor', 'Europe/Berlin'),
  person('nadia', 'Nadia Farouk', 'Head of People', 'People', ['department'], 'eleanor'),
  person('ben', 'Ben Ashworth', 'Head of Engineering', 'Engineering', ['department'], 'eleanor'),
  person('mei', 'Mei Tanaka', 'Marketing Lead', 'Marketing', ['department'], 'eleanor'),
  person('arthur', 'Arthur Penrose', 'Internal Auditor', 'Finance', ['auditor'], 'eleanor'),
]

export const SELLERS = ['priya', 'jonas', 'maeve', 'carlos'] as const

/** Mailboxes that Daybook follows: a person's own, or shared (no staff). */
export const MAILBOXES: readonly { address: string; staff: string | null; label: string; support?: boolean }[] = [
  ...SELLERS.map((key) => ({
    address: `${key}@larkspur.example`,
    staff: key,
    label: STAFF.find((each) => each.key === key)?.name ?? key,
  })),
  { address: 'support@larkspur.example', staff: null, label: 'Support (shared)', support: true },
  { address: 'billing@larkspur.example', staff: null, label: 'Billing (shared)' },
]
