import { inWorkspace, type Tx } from '../db/in-workspace.js'
import type { Scope } from '../db/scope.js'
import { sqlInTx } from '../db/sql-in-tx.js'
import { addEvidence, isThere } from '../domain/close/add-evidence.js'
import type { TaskRow } from '../domain/close/close-store.js'
import { listEvidence, type NewEvidence } from '../domain/close/evidence-store.js'
import { takeAnswer } from '../domain/correspondence/mail-answer-store.js'
import { toAppError } from '../lib/errors.js'
import { formatMoney, type Money } from '../lib/money.js'
import { no, ok, type Result } from '../lib/result.js'
import { deliverMail } from '../mail/deliver-mail.js'
import { chooseSender } from '../mail/sender.js'
import { doAnswer, type TypedAnswer } from './close-answer.js'
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
  if (result) await confirmByMail(context, given, result.ok ? result.value : `Nothing was done. ${result.problem}`)
  if (result?.ok && said.verb === 'amount') await offerDraft(context, given, said.amount, task)
}

/** An amount is a draft: whoever may post gets it as a form that is filled in but for the accounts. */
const offerDraft = (context: JobContext, { mail, member }: CloseAnswer, amount: Money, task: TaskRow): Promise<void> =>
  tellOwner(context, {
    ownerId: member.may('journal.write') ? member.id : task.reviewerId,
    occasion: `mail-amount:${mail.id}`,
    reply: {
      headline: `${member.name} answered ${formatMoney(amount)} for ${task.title}`,
      text: 'It is a draft: nothing is posted until somebody chooses the accounts and confirms.',
      actions: [{ label: 'Post it…', do: { form: 'journal new', args: { memo: task.title, amount } } }],
    },
  })

/** What came of it in words, null for a mail that was taken before. What may pass is thrown, so that the errand comes again. */
export async function doneOrRefused(
  context: JobContext,
  scope: Scope,
  work: (tx: Tx) => Promise<string | null>,
): Promise<Result<string> | null> {
  try {
    const words = await inWorkspace(context.db, scope, work)
    return words === null ? null : ok(words)
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
