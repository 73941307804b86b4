import type { DKIMResult, DMARCResult, DNSResolver, SPFResult } from 'mailauth'
import { addressKey, domainOf } from '../lib/address-key.js'
import { AppError } from '../lib/errors.js'
import { no, ok, type Result } from '../lib/result.js'
import { headersOf } from './authentication-results.js'
import { type DmarcPolicy, type DmarcWish, isAligned, policyOf, wishFor } from './dmarc-policy.js'
import { serverVouches } from './server-verdict.js'

export type SenderProof = {
  /** Of the mailboxes that hold the mail: whose Authentication-Results are believed. Empty: nobody's. */
  authservIds: readonly string[]
  /** Default: the machine's own DNS. */
  resolver?: DNSResolver
  /** The connection that it came by, where we took it ourselves: SPF (RFC 7208) judges nothing else. */
  connection?: { ip: string; helo: string; sender: string }
  /** Headers that a signature must cover besides From and Message-ID: whatever else of the mail is acted on. */
  covered?: readonly string[]
}

export type Voucher = 'dkim' | 'spf' | 'server'

/** `wish`: what the sender's domain publishes for a mail like this one when nobody vouches. */
export type SenderVerdict = { vouched: Result<Voucher>; wish: DmarcWish }

/**
 * Whether somebody vouches that a mail is from the address in its From header: its domain's own DKIM signature, covering
 * the Message-ID too (so that an answer can't be replayed under another one), the way it came to us, or our own mail
 * server's verdict. Aligned as the domain's DMARC record asks. A policy never makes an unproved mail a proved one: under
 * `p=none` it is as little believed as under `p=reject`. The problem is a sentence for the owner. Throws `unavailable` when
 * the name service is away and nothing else vouches.
 */
export async function judgeSender(bytes: Buffer, from: string, proof: SenderProof): Promise<SenderVerdict> {
  const domain = domainOf(from)
  if (domain === null) return { vouched: no('it has no sender'), wish: 'none' }
  const covered = ['from', 'message-id', ...(proof.covered ?? [])]
  // A signature covers the last of several; what is read is the first. Whoever repeats a mail could put his own on top.
  const twice = repeated(bytes, covered)
  if (twice) return { vouched: no(`it has several ${twice} headers`), wish: 'reject' }
  const said = serverVouches(bytes, proof.authservIds, { domain, covered })
  if (said === true) return { vouched: ok('server'), wish: 'none' }
  const { authenticate } = await import('mailauth') // loaded with the first one: a third of a second
  const { dkim, spf, dmarc } = await authenticate(bytes, {
    ...proof.connection,
    disableArc: true,
    disableBimi: true,
    trustReceived: false,
    ...(proof.resolver && { resolver: proof.resolver }),
  })
  // Two senders in one mail: what programs show and what was signed may differ.
  if (dkim.headerFrom.length > 1) return { vouched: no('it names several senders'), wish: 'reject' }
  const policy = policyOf(dmarc === false ? {} : dmarc)
  const wish = wishFor(policy, bytes)
  if (said === false) return { vouched: no('our mail server found that it is not from its sender'), wish }
  const signatures = dkim.results as Signature[]
  const isFit = (signature: Signature) => isSound(signature, covered) && aligns(signature, domain, policy)
  if (signatures.some(isFit) && !isUnsure(dmarc)) return { vouched: ok('dkim'), wish }
  if (passesSpf(spf, domain, policy) && !isUnsure(dmarc)) return { vouched: ok('spf'), wish }
  const own = signatures.filter((signature) => aligns(signature, domain, policy))
  if (isUnsure(dmarc) || isUnsure(spf) || own.some(isUnsure))
    throw new AppError('unavailable', 'The name service is away; try again.', { from: domain })
  return { vouched: no(`nobody vouches that it is from ${addressKey(from)}`), wish }
}

export const verifySender = async (bytes: Buffer, from: string, proof: SenderProof): Promise<Result<Voucher>> =>
  (await judgeSender(bytes, from, proof)).vouched

/** Of these headers the first that stands there more than once, which RFC 5322 §3.6 allows of none of them. */
function repeated(bytes: Buffer, names: readonly string[]): string | undefined {
  const there = [...headersOf(bytes)].map(({ name }) => name)
  return names.find((name) => there.indexOf(name) !== there.lastIndexOf(name))
}

/** More than the library's types say: which headers are signed, and whether only the beginning of the body is. */
type Signature = Omit<DKIMResult, 'signingDomain'> & {
  /** Missing of the one result of a mail without signatures. */
  signingDomain?: string
  signingHeaders?: { keys?: string }
  canonBodyLengthLimited?: boolean
}

const isSound = (signature: Signature, covered: readonly string[]): boolean =>
  signature.status.result === 'pass' &&
  signature.canonBodyLengthLimited !== true &&
  covered.every((header) => headersIn(signature.signingHeaders?.keys).includes(header))

const headersIn = (keys = ''): string[] => keys.toLowerCase().split(/[\s:,]+/)

const aligns = ({ signingDomain }: Signature, domain: string, { strict }: DmarcPolicy): boolean =>
  signingDomain !== undefined && isAligned(signingDomain, domain, strict.dkim)

const passesSpf = (spf: SPFResult | false, domain: string, { strict }: DmarcPolicy): boolean =>
  spf !== false && spf.status.result === 'pass' && isAligned(spf.domain, domain, strict.spf)

const isUnsure = (judged: { status: { result: string } } | DMARCResult | false): boolean =>
  judged !== false && judged.status.result === 'temperror'
