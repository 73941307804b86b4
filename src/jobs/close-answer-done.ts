import { postButton } from '../bots/commands/accrual/drafts.js'
import { inWorkspace, type Tx } from '../db/in-workspace.js'
import type { Scope } from '../db/scope.js'
import { sqlInTx } from '../db/sql-in-tx.js'
import { addEvidence, isThere } from '../domain/close/add-evidence.js'
import type { TaskRow } from '../domain/close/close-store.js'
import { listEvidence, type NewEvidence } from '../domain/close/evidence-store.js'
import { takeAnswer } from '../domain/correspondence/mail-answer-store.js'
import { toAppError } from '../lib/errors.js'
import { no, ok, type Result } from '../lib/result.js'
import { deliverMail } from '../mail/deliver-mail.js'
import { chooseSender } from '../mail/sender.js'
import { doAnswer, type Noted, type TypedAnswer } from './close-answer.js'
import type { CloseAnswer } from './close-answer-mail.js'
import type { JobContext } from './define-job.js'
import { sendDeps } from './send-deps.js'
import { tellOwner } from './tell-owner.js'

/** Does what a trusted answer says, once, and confirms it by mail. */
export async function carryOut(
  context: JobContext,
  given: CloseAnswer,
  said: TypedAnswer,
  { task, evidence }: { task: TaskRow; evidence: readonly NewEvidence[] },
): Promise<void> {
  const { mail, member, deliveryId } = given
  const scope = { ...context.scope, actorId: member.id, via: 'mail' as const }
  const result = await doneOrRefused(context, scope, async (tx) => {
    if (!(await takeAnswer(tx, { messageKey: mail.messageKey, deliveryId, outcome: said.verb }))) return null
    // First, since what wants evidence is not done without it; and what is done keeps what it was approved by.
    const there = await listEvidence(sqlInTx(tx), [task.id])
    for (const piece of evidence.filter((each) => !isThere(there, each)))
      await addEvidence(tx, task.id, member.id, piece)
    return doAnswer(tx, said, { task, byId: member.id, context: given.reading })
  })
  if (result)
    await confirmByMail(context, given, result.ok ? result.value.words : `Nothing was done. ${result.problem}`)
  if (result?.ok && result.value.draft) await offerDraft(context, given, result.value.draft, task)
}

/** An amount is a draft: whoever may post it hears of it, with the form that wants but the account. */
const offerDraft = (
  context: JobContext,
  { mail, member }: CloseAnswer,
  { ref, text }: { ref: string; text: string },
  task: TaskRow,
): Promise<void> =>
  tellOwner(context, {
    ownerId: member.may('journal.write') ? member.id : task.reviewerId,
    occasion: `mail-amount:${mail.id}`,
    reply: {
      headline: `${member.name} answered ${text} for ${task.title}`,
      text: `${ref} is a draft accrual: nothing is posted until somebody does.`,
      actions: [postButton({ ref, accountCode: null })],
    },
  })

/** What came of it in words, null for a mail that was taken before. What may pass is thrown, so that the errand comes again. */
export async function doneOrRefused<T extends string | Noted>(
  context: JobContext,
  scope: Scope,
  work: (tx: Tx) => Promise<T | null>,
): Promise<Result<T> | null> {
  try {
    const said = await inWorkspace(context.db, scope, work)
    return said === null ? null : ok(said)
  } catch (thrown) {
    const error = toAppError(thrown)
    if (error.code === 'conflict' || error.code === 'unavailable' || error.code === 'internal') throw error
    return no(error.userMessage)
  }
}

/** To the registered address alone, never to Cc. */
export async function confirmByMail(
  context: JobContext,
  { mail, member }: Pick<CloseAnswer, 'mail' | 'member'>,
  words: string,
): Promise<void> {
  const deps = sendDeps(context)
  await deliverMail(deps, context.scope, {
    occasion: `mail-answer:${mail.id}`,
    recipient: member.email,
    sender: await chooseSender(deps, context.scope, null),
    content: { subject: `Re: ${mail.subject}`.slice(0, 200), text: `${words}\n` },
    about: { ownerId: member.id },
    automatic: true,
  }).catch((error: unknown) => context.log.warn({ err: error }, 'an answer by mail was not confirmed'))
}
