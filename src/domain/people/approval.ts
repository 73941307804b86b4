import { formatMoney, money } from '../../lib/money.js'
import { no, ok, type Result } from '../../lib/result.js'
import type { ApprovalContent } from './approval-content.js'

/** `void`: what was to be approved changed, was withdrawn, or was asked anew. */
export type ApprovalState = 'asked' | 'approved' | 'rejected' | 'expired' | 'void'

export type Approval = {
  id: string
  /** APR-12. */
  ref: string
  /** The name of a declared kind. */
  kind: string
  subject: string
  /** What would be done, as its kind wrote it, where no record says so yet. */
  proposal: unknown
  title: string
  contentHash: string
  amountMinor: bigint | null
  currency: string | null
  /** The amount in the base currency, which limits are in. */
  baseMinor: bigint | null
  department: string | null
  state: ApprovalState
  /** Of who asked. */
  reason: string | null
  /** Of who decided; or why it is void. */
  note: string | null
  /** Approved by who asked, in a company of one. */
  solo: boolean
  companyId: string | null
  staffId: string | null
  requestedById: string
  decidedById: string | null
  expiresAt: Date | null
  decidedAt: Date | null
  version: number
}

/** How one role of a person lets them decide: everything or their own department's, up to what in which department. */
export type ApproverGrant = {
  reach: 'all' | 'own'
  /** None: any amount. A department's own limit goes before that of all departments (null). */
  limits: readonly { department: string | null; minor: bigint }[]
}

/** A person whose roles let them decide a kind. */
export type Approver = {
  id: string
  name: string
  email: string
  department: string | null
  slackUserId: string | null
  grants: readonly ApproverGrant[]
}

/** What a decision looks at besides the person. */
export type DecisionSetting = {
  /** What was approved under a limit for the same counterparty this month, whoever approved it: splitting a bill gains nothing. */
  usedMinor: bigint
  /** A company of one person: nobody else could decide. */
  solo: boolean
  baseCurrency: string
}

/** Whether this person may decide: a second person, of the right department, within their limit. Answers the limit used; null is none. */
export function mayDecide(
  approval: Pick<Approval, 'ref' | 'department' | 'baseMinor' | 'requestedById'>,
  preparers: readonly string[],
  person: Approver,
  { usedMinor, solo, baseCurrency }: DecisionSetting,
): Result<{ limitMinor: bigint | null }> {
  const { ref } = approval
  if (!solo && person.id === approval.requestedById)
    return no(`You asked for ${ref} yourself, so somebody else must decide it.`)
  if (!solo && preparers.includes(person.id))
    return no(`You prepared what ${ref} is about, so somebody else must decide it.`)
  const grants = person.grants.filter(({ reach }) => reach === 'all' || isOwn(approval, person))
  if (grants.length === 0) return no(`You may not decide ${ref}: it is not your department's.`)
  const limits = grants.map((grant) => limitOf(grant, approval.department))
  if (approval.baseMinor === null || limits.includes(null)) return ok({ limitMinor: null })
  const limitMinor = limits.reduce<bigint>((most, limit) => (limit !== null && limit > most ? limit : most), 0n)
  if (approval.baseMinor + usedMinor <= limitMinor) return ok({ limitMinor })
  const amount = (minor: bigint) => formatMoney(money(minor, baseCurrency))
  const before = usedMinor > 0n ? ` and ${amount(usedMinor)} was approved for them this month` : ''
  return no(
    `${ref} is over ${amount(limitMinor)}, which you may approve a month for one counterparty: it is ${amount(approval.baseMinor)}${before}.`,
  )
}

const isOwn = ({ department }: Pick<Approval, 'department'>, person: Approver): boolean =>
  department !== null && department === person.department

/** Null: no limit. Limits that are all of other departments leave nothing here. */
function limitOf({ limits }: ApproverGrant, department: string | null): bigint | null {
  if (limits.length === 0) return null
  const fitting = limits.find((limit) => limit.department !== null && limit.department === department)
  return (fitting ?? limits.find((limit) => limit.department === null))?.minor ?? 0n
}

/** Whether it can be decided at all now, and is still what was asked. */
export function decidable(approval: Approval, content: ApprovalContent | null, now: Date): Result<ApprovalContent> {
  const { ref, title, state } = approval
  if (state === 'void') return no(`${ref} (${title}) is void: ${approval.note ?? 'it was withdrawn'}.`)
  if (state === 'expired' || (state === 'asked' && isExpired(approval, now)))
    return no(`${ref} (${title}) has expired without a decision. It must be asked for again.`)
  if (state !== 'asked') return no(`${ref} (${title}) is ${state} already.`)
  if (!content) return no(`${title} is not there any more, so ${ref} is void.`)
  if (content.hash !== approval.contentHash)
    return no(
      `${title} was changed after ${ref} was asked for, so ${ref} is void. It must be asked for again as it is now.`,
    )
  return ok(content)
}

export const isExpired = ({ expiresAt }: Pick<Approval, 'expiresAt'>, now: Date): boolean =>
  expiresAt !== null && expiresAt <= now

/** Decided already or void for good: asking again is another approval. */
export const isSettled = ({ state }: Pick<Approval, 'state'>): boolean => state !== 'asked'
