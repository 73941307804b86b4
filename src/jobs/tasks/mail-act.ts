import { doneButton } from '../../bots/commands/close/mine.js'
import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { remarkTask } from '../../domain/close/block-task.js'
import { listTasksOfOpenCloses, type TaskRow } from '../../domain/close/close-store.js'
import { isOwn } from '../../domain/correspondence/address-book.js'
import { findAnswered, listRecipients } from '../../domain/correspondence/answered-delivery.js'
import { loadOwnAddresses } from '../../domain/correspondence/link-store.js'
import { mayAnswer } from '../../domain/correspondence/loop-guard.js'
import { listFilenames, listPartyAddresses, takeAnswer } from '../../domain/correspondence/mail-answer-store.js'
import { authservIdsOf } from '../../domain/correspondence/mailbox-trust-store.js'
import type { StoredMail } from '../../domain/correspondence/message-store.js'
import { getMembership } from '../../domain/people/membership-store.js'
import type { Member } from '../../domain/people/staff.js'
import { findStaffByEmail } from '../../domain/people/staff-store.js'
import { workingCalendar } from '../../domain/people/working-days.js'
import { addressKey } from '../../lib/address-key.js'
import { dateIn } from '../../lib/dates.js'
import { toAppError } from '../../lib/errors.js'
import { formatMoney, type Money } from '../../lib/money.js'
import { no, ok, type Result } from '../../lib/result.js'
import { clip } from '../../lib/text.js'
import { deliverMail } from '../../mail/deliver-mail.js'
import { chooseSender } from '../../mail/sender.js'
import { judgeSender } from '../../mail/verify-sender.js'
import { doAnswer, readTypedAnswer, type TypedAnswer } from '../close-answer.js'
import { loadReminderSetting, remind } from '../close-reminders.js'
import { defineJob, type JobContext } from '../define-job.js'
import { sendDeps } from '../send-deps.js'
import { eachMail } from '../stored-mail.js'
import { tellOwner } from '../tell-owner.js'

/** A reminder can be answered for so long. */
const GOOD_MS = 30 * 86_400_000

export default defineJob({
  name: 'mail-act',
  summary: 'Does what a verified member of staff answers to a mailed close reminder; anything else is a comment',
  on: ['mail.reply'],
  run: (context, data) => {
    const live = (data['live'] ?? []) as string[]
    return eachMail(context, { messageIds: live }, (mail, bytes) => act(context, mail, bytes))
  },
})

/** A mail that answers a close reminder, with the member of staff whom the reminder went to. */
type CloseAnswer = {
  mail: StoredMail
  member: Member
  deliveryId: string
  answer: TypedAnswer | null
  task: TaskRow | null
  files: readonly string[]
}

/** Whether it may be acted on. `forged`: the domain that it claims wants such mail rejected, so it is not even a comment. */
type Trust = { ok: true } | { ok: false; problem: string; forged?: boolean }

async function act(context: JobContext, mail: StoredMail, bytes: Buffer): Promise<void> {
  const answer = await readCloseAnswer(context, mail)
  if (!answer) return
  const trusted = await isTrusted(context, answer, bytes)
  if (!trusted.ok && trusted.forged) return discard(context, answer, trusted.problem)
  if (!trusted.ok) return comment(context, answer, trusted.problem)
  if (!answer.answer || !answer.task)
    return comment(context, answer, 'it does not say which task it is about, or what of it')
  await carryOut(context, answer, answer.answer, answer.task)
}

const readCloseAnswer = (context: JobContext, mail: StoredMail): Promise<CloseAnswer | null> =>
  readWorkspace(context.db, context.scope, async (read) => {
    const answered = await findAnswered(read, context.services.key, await listRecipients(read, mail.id))
    if (!answered?.occasion.startsWith('close-reminder-mail:') || !mayAnswer(mail)) return null
    if (read.now.getTime() - answered.createdAt.getTime() > GOOD_MS) return null
    const staff = await findStaffByEmail(read, answered.recipient)
    if (!staff?.active) return null
    const { member, workspace } = await getMembership(read, staff.id)
    const files = await listFilenames(read, mail.id)
    const said = readTypedAnswer(mail.reply, files.length > 0, {
      today: dateIn(member.timeZone, read.now),
      fiscalYearStart: workspace.fiscalYearStart,
      calendar: () => workingCalendar(workspace.country),
      baseCurrency: workspace.baseCurrency,
    })
    const task = taskMeant(said, await listTasksOfOpenCloses(read), await tasksOf(context, staff.id))
    return { mail, member, deliveryId: answered.id, answer: said, task, files }
  })

async function tasksOf(context: JobContext, staffId: string): Promise<readonly TaskRow[]> {
  const setting = await loadReminderSetting(context)
  const person = setting.people.find(({ id }) => id === staffId)
  const reminder = person && remind(setting, person, context.db.clock.now())
  return reminder ? [...reminder.groups.values()].flat() : []
}

/** The task that the answer names, else the only one that waits for its sender. */
function taskMeant(said: TypedAnswer | null, all: readonly TaskRow[], own: readonly TaskRow[]): TaskRow | null {
  const named = said?.task ? all.find(({ ref }) => ref === said.task) : undefined
  return named ?? (said?.task === undefined || said.task === null ? (own.length === 1 ? (own[0] ?? null) : null) : null)
}

/** The reminder's own recipient, to us alone, allowed to, and somebody vouches for it. */
async function isTrusted(context: JobContext, { mail, member }: CloseAnswer, bytes: Buffer): Promise<Trust> {
  const facts = await readWorkspace(context.db, context.scope, async (read) => ({
    own: await loadOwnAddresses(read),
    parties: await listPartyAddresses(read, mail.id),
    authservIds: await authservIdsOf(read, mail.id),
  }))
  if (addressKey(mail.fromAddress) !== addressKey(member.email))
    return no(`it comes from ${mail.fromAddress}, and the reminder went to ${member.email}`)
  if (facts.parties.some((party) => !isOwn(facts.own, party))) return no('it also went to people outside')
  if (!member.may('close.write')) return no(`${member.name} may not change close tasks`)
  const { dns } = context.services
  const proof = { authservIds: facts.authservIds, ...(dns && { resolver: dns }) }
  const { vouched, wish } = await judgeSender(bytes, mail.fromAddress, proof)
  if (vouched.ok) return { ok: true }
  const asked =
    wish === 'quarantine' ? `${vouched.problem}, and its domain calls such mail suspicious` : vouched.problem
  return { ok: false, problem: asked, forged: wish === 'reject' }
}

async function carryOut(context: JobContext, given: CloseAnswer, said: TypedAnswer, task: TaskRow): Promise<void> {
  const { mail, member, deliveryId, files } = given
  const scope = { ...context.scope, actorId: member.id, via: 'mail' as const }
  const result = await inWorkspace(context.db, scope, async (tx): Promise<Result<string> | null> => {
    if (!(await takeAnswer(tx, { messageKey: mail.messageKey, deliveryId, outcome: said.verb }))) return null
    const words = await doAnswer(tx, said, task, member.id)
    if (files.length > 0)
      await remarkTask(tx, task.id, {
        kind: 'evidence',
        note: `By mail: ${files.join(', ')}`,
        data: { messageId: mail.id, files },
      })
    return ok(words)
  }).catch((thrown: unknown) => {
    const error = toAppError(thrown)
    if (error.code === 'conflict' || error.code === 'unavailable' || error.code === 'internal') throw error
    return no(error.userMessage)
  })
  if (result) await confirm(context, given, result.ok ? result.value : `Nothing was done. ${result.problem}`)
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

/** Neither a comment nor a question: whoever forges mail must not put words on a task, or into a chat. */
async function discard(context: JobContext, { mail, deliveryId }: CloseAnswer, problem: string): Promise<void> {
  await inWorkspace(context.db, { ...context.scope, via: 'mail' }, (tx) =>
    takeAnswer(tx, { messageKey: mail.messageKey, deliveryId, outcome: 'forged' }),
  )
  context.log.warn({ messageId: mail.id, problem }, 'a forged answer to a close reminder was not looked at')
}

/** To the registered address alone, never to Cc. */
async function confirm(context: JobContext, { mail, member }: CloseAnswer, words: string): Promise<void> {
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

/** Filed as a comment, and a person decides. */
async function comment(
  context: JobContext,
  { mail, member, deliveryId, task }: CloseAnswer,
  problem: string,
): Promise<void> {
  const said = clip(mail.reply.trim(), 500)
  const taken = await inWorkspace(context.db, { ...context.scope, via: 'mail' }, async (tx) => {
    if (!(await takeAnswer(tx, { messageKey: mail.messageKey, deliveryId, outcome: 'comment' }))) return false
    if (task)
      await remarkTask(tx, task.id, {
        kind: 'comment',
        note: `By mail, not verified: ${said}`,
        data: { messageId: mail.id },
      })
    return true
  })
  if (!taken) return
  await tellOwner(context, {
    ownerId: member.id,
    occasion: `mail-comment:${mail.id}`,
    reply: {
      headline: `An answer to ${member.name}’s close reminder did not count`,
      text: `Because ${problem}. I filed it as a comment and did nothing.`,
      fields: [
        { label: 'From', value: mail.fromAddress },
        { label: 'It says', value: said },
      ],
      ...(task && { actions: [doneButton(task)] }),
    },
  })
}
