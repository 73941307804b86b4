import { doneButton } from '../bots/commands/close/mine.js'
import { inWorkspace } from '../db/in-workspace.js'
import { remarkTask } from '../domain/close/block-task.js'
import { takeAnswer } from '../domain/correspondence/mail-answer-store.js'
import { clip } from '../lib/text.js'
import type { CloseAnswer } from './close-answer-mail.js'
import type { JobContext } from './define-job.js'
import { tellOwner } from './tell-owner.js'

/** Neither a comment nor a question: whoever forges mail must not put words on a task, or into a chat. Its owner hears, once. */
export async function discard(
  context: JobContext,
  { mail, member, deliveryId }: CloseAnswer,
  problem: string,
): Promise<void> {
  await inWorkspace(context.db, { ...context.scope, via: 'mail' }, (tx) =>
    takeAnswer(tx, { messageKey: mail.messageKey, deliveryId, outcome: 'forged' }),
  )
  context.log.warn({ messageId: mail.id, problem }, 'a forged answer to a close reminder was not looked at')
  await tellOwner(context, {
    ownerId: member.id,
    occasion: `mail-forged:${deliveryId}`,
    reply: {
      headline: 'A mail in your name did not count',
      text: 'It claims to answer your close reminder, and your domain wants such mail rejected. I did nothing with it.',
    },
  })
}

/** Filed as a comment, and a person decides. */
export async function comment(
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
