import type { ParsedMessage } from '../domain/correspondence/parsed-message.js'
import { lineFeeds } from '../lib/text.js'
import { addressesIn, NAMING } from './header-addresses.js'
import { mailParts } from './mail-parts.js'
import { readReport } from './read-report.js'

/** Mail within mail (RFC 2046 §5.2, RFC 6522): its headers, or what became of it. */
const ENCLOSES =
  /^[> ]*content-type:\s*(?:message\/(?:rfc822|global|delivery-status|feedback-report)|text\/rfc822-headers)/im
/** Whom a report is about (RFC 3464 §2.3, RFC 5965 §3). */
const REPORTED =
  /^(?:(?:original|final)-recipient|original-(?:rcpt-to|mail-from)|removal-recipient|x-failed-recipients)$/i
const FIELD = /^[> ]*([a-z][a-z-]*):((?:.*(?:\n[ \t]+\S.*)*))$/gim

/**
 * The addresses that a mail names within: of the mails that it encloses or reports on, and of those whom it invites. What somebody
 * wrote is not looked through. Throws nothing: what can't be taken apart names nobody.
 */
export async function enclosedAddresses(message: ParsedMessage | null, bytes: Buffer): Promise<string[]> {
  const latin1 = lineFeeds(bytes.toString('latin1'))
  const isReport = message?.class === 'bounce' || message?.class === 'feedback'
  const found = isReport || ENCLOSES.test(latin1) ? fieldAddresses(latin1) : []
  try {
    if (isReport)
      found.push(...addressesIn(message.text), ...(await readReport(bytes)).reported.map((each) => each.address))
    if (CALENDAR.test(latin1)) found.push(...(await invited(bytes)))
  } catch {
    return found
  }
  return found
}

const CALENDAR = /^content-type:\s*(?:text\/calendar|application\/ics)/im

function fieldAddresses(text: string): string[] {
  return [...text.matchAll(FIELD)].flatMap(([, name = '', value = '']) =>
    NAMING.test(name) || REPORTED.test(name) ? addressesIn(value) : [],
  )
}

/** ORGANIZER, ATTENDEE and what their parameters name (RFC 5545 §3.8.4), lines unfolded (§3.1). */
async function invited(bytes: Buffer): Promise<string[]> {
  const { parts } = await mailParts(bytes)
  return parts
    .filter(({ contentType }) => contentType === 'text/calendar' || contentType === 'application/ics')
    .flatMap(({ content }) => addressesIn(content.toString('utf8').replace(/\r?\n[ \t]/g, '')))
}
