/** Words by which servers say that there is nobody, whatever code they give. */
const NOBODY =
  /user unknown|unknown (?:user|recipient|mailbox)|no such (?:user|person|mailbox|recipient|address)|no mailbox here|(?:does not|doesn.t) (?:exist|have an account)|not (?:exist|found)|invalid (?:recipient|mailbox|address|user)|recipient (?:address )?rejected: (?:undeliverable|access denied|user)|address unknown|account (?:has been )?(?:disabled|closed|deactivated)|mailbox unavailable|host (?:or domain name )?(?:not found|unknown)|unrouteable|unroutable/i

/** Words of a refusal that says nothing about the address: a full box, a filter, a limit. */
const NOT_NOW =
  /quota|mailbox (?:is )?full|over ?quota|spam|block(?:ed|list)|blacklist|policy|too (?:large|big|many)|size limit|rate|greylist|temporar|try again|reputation|virus|content/i

/**
 * Whether a failure means that the address will never take mail. The classes of RFC 3463: x.1 is about the address, x.2.1
 * a closed mailbox; x.2.2 is full, x.7 is policy and x.3 the system, which all may pass. Codes that say nothing (5.0.0)
 * are judged by their words.
 */
export function isHard(status: string | null, said: string): boolean {
  const [kind, subject, detail] = (status ?? '').split('.')
  if (kind === '4') return false
  if (subject === '1') return !['0', '5', '7', '8'].includes(detail ?? '') || NOBODY.test(said)
  if (subject === '2' && detail === '1') return true
  if (NOBODY.test(said)) return true
  if (['2', '3', '6', '7'].includes(subject ?? '')) return false
  return !NOT_NOW.test(said)
}
