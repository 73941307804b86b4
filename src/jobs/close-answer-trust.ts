import { readWorkspace } from '../db/sql-workspace.js'
import { isOwn } from '../domain/correspondence/address-book.js'
import { loadOwnAddresses } from '../domain/correspondence/link-store.js'
import { listPartyAddresses } from '../domain/correspondence/mail-answer-store.js'
import { authservIdsOf } from '../domain/correspondence/mailbox-trust-store.js'
import { addressKey } from '../lib/address-key.js'
import { no } from '../lib/result.js'
import { judgeSender } from '../mail/verify-sender.js'
import type { CloseAnswer } from './close-answer-mail.js'
import type { JobContext } from './define-job.js'

/** Whether it may be acted on. `forged`: the domain that it claims wants such mail rejected, so it is not even a comment. */
export type Trust = { ok: true } | { ok: false; problem: string; forged?: boolean }

/** The reminder's own recipient, to us alone, allowed to, and somebody vouches for it. */
export async function isTrusted(
  context: JobContext,
  { mail, member, needs }: Pick<CloseAnswer, 'mail' | 'member'> & { needs: string },
  bytes: Buffer,
): Promise<Trust> {
  const facts = await readWorkspace(context.db, context.scope, async (read) => ({
    own: await loadOwnAddresses(read),
    parties: await listPartyAddresses(read, mail.id),
    authservIds: await authservIdsOf(read, mail.id),
  }))
  if (addressKey(mail.fromAddress) !== addressKey(member.email))
    return no(`it comes from ${mail.fromAddress}, and the reminder went to ${member.email}`)
  if (facts.parties.some((party) => !isOwn(facts.own, party))) return no('it also went to people outside')
  if (!member.may(needs)) return no(`${member.name} may not answer it`)
  const { dns } = context.services
  const proof = { authservIds: facts.authservIds, ...(dns && { resolver: dns }) }
  const { vouched, wish } = await judgeSender(bytes, mail.fromAddress, proof)
  if (vouched.ok) return { ok: true }
  const asked =
    wish === 'quarantine' ? `${vouched.problem}, and its domain calls such mail suspicious` : vouched.problem
  return { ok: false, problem: asked, forged: wish === 'reject' }
}
