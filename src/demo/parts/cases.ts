/** A support case of the demo, told in days before the day that it is shown on. */
export type DemoCase = {
  subject: string
  /** Whose: a customer by its place in the list, and the person there who asked. */
  customer: number
  priority: 'urgent' | 'high' | 'normal' | 'low'
  owner: string | null
  openedAgo: number
  note?: string
  answeredAgo?: number
  waitsSinceAgo?: number
  closed?: { ago: number; as: 'solved' | 'spam'; resolution: string | null }
}

/** One of each: new, late, in somebody's hands, waiting, settled. The first customer is the story's. */
export const CASES: readonly DemoCase[] = [
  {
    subject: 'Alarm limits are wrong after the update',
    customer: 7,
    priority: 'urgent',
    owner: 'noah',
    openedAgo: 13,
    answeredAgo: 13,
    closed: {
      ago: 12,
      as: 'solved',
      resolution: 'The update had read Fahrenheit as Celsius; put right for all sites.',
    },
  },
  {
    subject: 'Cheap sensors from the factory',
    customer: 20,
    priority: 'low',
    owner: null,
    openedAgo: 9,
    closed: { ago: 9, as: 'spam', resolution: null },
  },
  {
    subject: 'Battery warning though the batteries are new',
    customer: 4,
    priority: 'normal',
    owner: 'sam',
    openedAgo: 8,
    answeredAgo: 8,
    closed: { ago: 6, as: 'solved', resolution: 'Sensors of batch 2024-3 report the voltage too low: exchanged.' },
  },
  {
    subject: 'File of all readings for the auditors',
    customer: 2,
    priority: 'normal',
    owner: 'ines',
    openedAgo: 6,
    answeredAgo: 5,
    waitsSinceAgo: 5,
    note: 'They want the twelve months as one file; asked which sites.',
  },
  {
    subject: 'Two gateways drop out at night',
    customer: 0,
    priority: 'high',
    owner: 'sam',
    openedAgo: 5,
    answeredAgo: 4,
    note: 'Both are behind the new firewall. William looks for the change in their log.',
  },
  {
    subject: 'Cold room 3 shows no readings',
    customer: 11,
    priority: 'high',
    owner: null,
    openedAgo: 4,
  },
  {
    subject: 'A second login for the quality manager',
    customer: 1,
    priority: 'low',
    owner: 'amara',
    openedAgo: 1,
  },
  {
    subject: 'How long are readings kept?',
    customer: 9,
    priority: 'normal',
    owner: null,
    openedAgo: 0,
  },
]
