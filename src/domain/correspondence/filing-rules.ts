import type { SqlScope } from '../../db/sql-workspace.js'
import { addressKey } from '../../lib/address-key.js'
import { findTombstones, type Tombstones } from '../people/tombstones.js'
import { companyDomainOf, directionOf, isOwn, type OwnAddresses } from './address-book.js'
import { loadOwnAddresses } from './link-store.js'
import { isNeverLogged, type NeverLogRule } from './never-log.js'
import { listNeverLog } from './never-log-store.js'
import type { AlsoNamed, ParsedMessage } from './parsed-message.js'
import { tokenIn } from './reply-token.js'

/** Why a mail that was read leaves no message: `skipped_message.reason`, which says nothing about the mail itself. */
export const UNLOGGED = { never: 'never-log', internal: 'internal-only', erased: 'erased' } as const
export type Unlogged = (typeof UNLOGGED)[keyof typeof UNLOGGED]

type Box = { id: string; addressKey: string; kind: string; staffId: string | null; agreed: boolean }

/** What must be known before anything of a mail is stored. */
export type FilingRules = {
  own: OwnAddresses
  mailboxes: ReadonlyMap<string, Box>
  drops: ReadonlySet<string>
  never: readonly NeverLogRule[]
  /** The address keys of people who asked to be forgotten. */
  erased: Tombstones
}

/** Needs the service's login: the reader may not see what tombstones are made with. */
export async function loadFilingRules(bulk: SqlScope): Promise<FilingRules> {
  const { sql, scope } = bulk
  const [boxes, own, never, erased] = await Promise.all([
    sql<Box[]>`
      select id, address_key as "addressKey", kind, staff_id as "staffId",
             kind <> 'personal' or visibility_agreed_at is not null as agreed
        from mailbox where workspace_id = ${scope.workspaceId}`,
    loadOwnAddresses(bulk),
    listNeverLog(bulk),
    findTombstones(bulk, 'erased-address'),
  ])
  return {
    own,
    mailboxes: new Map(boxes.map((box) => [box.id, box])),
    drops: new Set(boxes.filter(({ kind }) => kind === 'drop').map((box) => box.addressKey)),
    never,
    erased,
  }
}

/** Whether there is anybody whose mail is not logged: where there is nobody, no mail is looked through for them. */
export const isAnyoneUnlogged = ({ never, erased }: Pick<FilingRules, 'never' | 'erased'>): boolean =>
  never.length + erased.size > 0

/**
 * A copy of a mail: who it names beyond its participants (Sender, Resent-To, Delivered-To …) and in mails that it
 * encloses, as written. Asked for only where somebody may be among them who is not to be logged.
 */
export type Copy = {
  message: Pick<ParsedMessage, 'participants'>
  mailboxId: string
  alsoNamed?: AlsoNamed | undefined
}

/**
 * Why this copy is not logged, or null. Decided from the copy's own headers, so the same in any order of arrival: a
 * never-log rule of the company or of the mailbox's owner, a person who was erased, or nobody in it but us – unless it is
 * addressed to the drop or answers a mail of the service.
 */
export function whyUnlogged({ message, mailboxId, alsoNamed }: Copy, rules: FilingRules): Unlogged | null {
  const box = rules.mailboxes.get(mailboxId)
  const applying = rules.never.filter(({ staffId }) => staffId === null || staffId === box?.staffId)
  if (applying.length + rules.erased.size > 0) {
    const named = [...message.participants.map(({ address }) => address), ...(alsoNamed?.() ?? [])]
    if (isNeverLogged(applying, named)) return UNLOGGED.never
    if (named.some((address) => rules.erased.has(addressKey(address)))) return UNLOGGED.erased
  }
  return isInternal(message, rules) && box?.kind !== 'drop' ? UNLOGGED.internal : null
}

/** Our own mail server, reporting on a mail to a customer (RFC 5321 §4.5.1): no colleague, though it is at our domain. */
const OUR_SERVER = /^(?:mailer-daemon|postmaster)@/i

/** From us to us alone. A mail that names no recipient says nothing about who got it, and is logged. */
function isInternal({ participants }: Copy['message'], { own, drops }: FilingRules): boolean {
  const parties = participants.map(({ role, address }) => ({ role, addressKey: addressKey(address) }))
  const recipients = parties.filter(({ role }) => role === 'to' || role === 'cc' || role === 'bcc')
  if (recipients.length === 0 || recipients.some((party) => drops.has(party.addressKey))) return false
  if (participants.some(({ role, address }) => (role === 'to' || role === 'cc') && tokenIn(address) !== null))
    return false
  if (participants.some(({ role, address }) => role === 'from' && OUR_SERVER.test(address))) return false
  return directionOf(parties, own) === 'internal'
}

/**
 * Which of these copies are kept without their bodies: mail with strangers alone, in a personal mailbox whose owner has not
 * yet agreed to what colleagues see. A stranger is whom neither a contact nor a company's domain tells.
 */
export async function findStrangers(
  { sql, scope }: SqlScope,
  copies: readonly Copy[],
  rules: FilingRules,
): Promise<ReadonlySet<Copy>> {
  const closed = copies.filter(({ mailboxId }) => rules.mailboxes.get(mailboxId)?.agreed === false)
  if (closed.length === 0) return new Set()
  const outsiders = (copy: Copy) =>
    copy.message.participants
      .map(({ address }) => addressKey(address))
      .filter((key) => !isOwn(rules.own, key) && !rules.drops.has(key))
  const keys = [...new Set(closed.flatMap(outsiders))]
  const domains = [...new Set(keys.map(companyDomainOf).filter((domain) => domain !== null))]
  const [contacts, companies] = await Promise.all([
    sql<{ key: string }[]>`select address_key as key from contact_address
      where workspace_id = ${scope.workspaceId} and address_key = any(${keys})`,
    sql<{ domain: string }[]>`select domain from company_domain
      where workspace_id = ${scope.workspaceId} and domain = any(${domains})`,
  ])
  const known = new Set(contacts.map(({ key }) => key))
  const ours = new Set(companies.map(({ domain }) => domain))
  const isStranger = (key: string) => !known.has(key) && !ours.has(companyDomainOf(key) ?? '')
  // Mail among us (to the drop, an answer to the service) is with nobody strange; of mail that can't be read nobody knows.
  return new Set(
    closed.filter((copy) => {
      const others = outsiders(copy)
      return copy.message.participants.length === 0 || (others.length > 0 && others.every(isStranger))
    }),
  )
}
