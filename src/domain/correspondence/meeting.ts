export type MeetingStatus = 'confirmed' | 'tentative' | 'cancelled'

/** A meeting as one invitation says it (RFC 5545). */
export type Invitation = {
  uid: string
  /** RECURRENCE-ID: one occurrence of a series that differs; empty for the meeting itself. */
  occurrence: string
  sequence: number
  /** DTSTAMP: when it was said. */
  stampedAt: Date | null
  startsAt: Date
  endsAt: Date | null
  summary: string
  location: string | null
  status: MeetingStatus
}

/** The newer of two words about a meeting counts, whichever mail came first (RFC 5546 §2.1.5). */
export const isNewer = (
  said: { sequence: number; stampedAt: Date },
  known: { sequence: number; stampedAt: Date },
): boolean => (said.sequence === known.sequence ? said.stampedAt >= known.stampedAt : said.sequence > known.sequence)

/**
 * What stands on the record. `isShared`: the mailbox lets colleagues see subjects; else the activity says only that there
 * is a meeting.
 */
export function meetingText({ summary, location, status }: Omit<Invitation, 'stampedAt'>, isShared: boolean): string {
  const what = isShared ? [summary || 'Meeting', location].filter(Boolean).join(', ') : 'Meeting (private)'
  if (status === 'cancelled') return `Called off: ${what}`
  return status === 'tentative' ? `Perhaps: ${what}` : what
}
