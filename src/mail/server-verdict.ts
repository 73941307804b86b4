import { believedVerdicts, headersOf, type Verdict } from './authentication-results.js'
import { isAligned } from './dmarc-policy.js'

/**
 * What our own mail server found: it vouches, it says that the mail is not from its sender, or nothing that decides (null).
 * Its DMARC verdict counts before the methods it rests on, because it knows the domain's alignment; without one an aligned
 * SPF or DKIM pass does. Where a signature is what vouches it must cover what `covered` names, which the verdict does not tell.
 */
export function serverVouches(
  bytes: Buffer,
  authservIds: readonly string[],
  { domain, covered }: { domain: string; covered: readonly string[] },
): boolean | null {
  const verdicts = believedVerdicts(bytes, authservIds)
  const dmarc = verdicts.find(({ method }) => method === 'dmarc')
  if (dmarc?.result === 'fail') return false
  const bySpf = verdicts.some((each) => passes(each, 'spf', domain))
  const byDkim = verdicts.some((each) => passes(each, 'dkim', domain))
  if (dmarc?.result === 'pass' && !passes(dmarc, 'dmarc', domain)) return null
  if (dmarc?.result !== 'pass' && !bySpf && !byDkim) return null
  const signed = signaturesOf(bytes).filter(({ signer }) => isAligned(signer, domain, false))
  if (bySpf || (signed.length === 0 && !byDkim)) return true
  // Every one: a forger can add a signature that claims to cover all, but not take away the one that vouches.
  const cover = signed.every(({ headers }) => covered.every((header) => headers.includes(header)))
  return signed.length > 0 && cover ? true : null
}

/** Where a method says whose name it proved. */
const NAMED = { dmarc: ['header.from'], dkim: ['header.d', 'header.i'], spf: ['smtp.mailfrom'] } as const

function passes({ method, result, properties }: Verdict, wanted: keyof typeof NAMED, domain: string): boolean {
  if (method !== wanted || result !== 'pass') return false
  const named = NAMED[wanted].map((property) => properties.get(property)).find((value) => value !== undefined)
  return isAligned((named ?? '').replace(/^.*@/, ''), domain, false)
}

/** What the signatures of a mail say about themselves (RFC 6376 §3.5), believed of those that our server checked. */
function signaturesOf(bytes: Buffer): { signer: string; headers: readonly string[] }[] {
  return [...headersOf(bytes)]
    .filter(({ name }) => name === 'dkim-signature')
    .map(({ value }) => {
      const tag = (wanted: string) =>
        value
          .split(';')
          .map((each) => /^\s*([a-z]+)\s*=([^]*)$/i.exec(each))
          .find((match) => match?.[1]?.toLowerCase() === wanted)?.[2]
          ?.toLowerCase()
          .replace(/\s/g, '') ?? ''
      return { signer: tag('d'), headers: tag('h').split(':') }
    })
}
