import { authenticate, type DKIMResult, type DNSResolver } from 'mailauth'
import { addressKey, domainOf, registrableDomain } from '../lib/address-key.js'
import { no, ok, type Result } from '../lib/result.js'
import { believedVerdicts, type Verdict } from './authentication-results.js'

export type SenderProof = {
  /** Of the mailboxes that hold the mail: whose Authentication-Results are believed. Empty: nobody's. */
  authservIds: readonly string[]
  /** Default: the machine's own DNS. */
  resolver?: DNSResolver
}

/**
 * Whether somebody vouches that a mail is from the address in its From header: its domain's own DKIM signature, covering
 * the Message-ID too (so that an answer can't be replayed under another one), or our own mail server's verdict. The problem
 * is a sentence for the owner. SPF alone is judged by our server, which saw the connection; afterwards nobody can.
 */
export async function verifySender(
  bytes: Buffer,
  from: string,
  proof: SenderProof,
): Promise<Result<'dkim' | 'server'>> {
  const domain = domainOf(from)
  if (domain === null) return no('it has no sender')
  if (believedVerdicts(bytes, proof.authservIds).some((verdict) => vouches(verdict, domain))) return ok('server')
  const { dkim } = await authenticate(bytes, {
    disableArc: true,
    disableBimi: true,
    trustReceived: false,
    ...(proof.resolver && { resolver: proof.resolver }),
  })
  // Two senders in one mail: what programs show and what was signed may differ.
  if (dkim.headerFrom.length > 1) return no('it names several senders')
  const signed = (dkim.results as Signature[]).some(
    ({ status, signingDomain, signingHeaders, canonBodyLengthLimited }) =>
      status.result === 'pass' &&
      canonBodyLengthLimited !== true &&
      isAligned(signingDomain, domain) &&
      covers(signingHeaders?.keys, 'from') &&
      covers(signingHeaders?.keys, 'message-id'),
  )
  return signed ? ok('dkim') : no(`nobody vouches that it is from ${addressKey(from)}`)
}

/** More than the library's types say: which headers are signed, and whether only the beginning of the body is. */
type Signature = DKIMResult & { signingHeaders?: { keys?: string }; canonBodyLengthLimited?: boolean }

/** DMARC's relaxed alignment (RFC 7489 §3.1.1): the same organisation. */
const isAligned = (signer: string, domain: string): boolean =>
  signer.toLowerCase() === domain ||
  (registrableDomain(signer) !== null && registrableDomain(signer) === registrableDomain(domain))

const covers = (keys: string | undefined, header: string): boolean =>
  (keys ?? '')
    .toLowerCase()
    .split(/[\s:,]+/)
    .includes(header)

function vouches({ method, result, properties }: Verdict, domain: string): boolean {
  if (result !== 'pass') return false
  if (method === 'dmarc') return isAligned(properties.get('header.from') ?? '', domain)
  if (method === 'dkim')
    return isAligned((properties.get('header.d') ?? properties.get('header.i') ?? '').replace(/^.*@/, ''), domain)
  return method === 'spf' && isAligned((properties.get('smtp.mailfrom') ?? '').replace(/^.*@/, ''), domain)
}
