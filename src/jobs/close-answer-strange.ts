import { readWorkspace } from '../db/sql-workspace.js'
import { findTasks, listTasksOfOpenCloses } from '../domain/close/close-store.js'
import { findQuestion } from '../domain/close/question-store.js'
import { findAnswered, listRecipients } from '../domain/correspondence/answered-delivery.js'
import type { StoredMail } from '../domain/correspondence/message-store.js'
import { listStaff } from '../domain/people/staff-store.js'
import { getWorkspace } from '../domain/people/workspace-store.js'
import { dateIn } from '../lib/dates.js'
import type { JobContext } from './define-job.js'
import { tellOwner } from './tell-owner.js'

const REF = /\b((?:ASK|TASK)-[\w-]{1,20})/i

/**
 * A mail to a reply address that nobody here made does nothing. Whom it may concern hears of it: who asked the question or owns the task
 * that it names, else who runs the close; once a person and day, without a word of the mail.
 */
export async function tellOfStrange(context: JobContext, mail: StoredMail): Promise<void> {
  const found = await readWorkspace(context.db, context.scope, async (read) => {
    const recipients = await listRecipients(read, mail.id)
    if (await findAnswered(read, context.services.key, recipients)) return null
    if ((await listTasksOfOpenCloses(read)).length === 0) return null
    const { timeZone } = await getWorkspace(read)
    const [ref = ''] = REF.exec(`${mail.subject}\n${mail.reply}`) ?? []
    const question = /^ask/i.test(ref) ? await findQuestion(read, { ref: ref.toUpperCase() }) : null
    const [task] = question
      ? await findTasks(read, { ids: [question.taskId] })
      : /^task/i.test(ref)
        ? await findTasks(read, { ref: ref.toUpperCase() })
        : []
    const [controller] = await listStaff(read, { role: 'controller' })
    const ownerId = question?.askedById ?? task?.ownerId ?? controller?.id ?? null
    return { ownerId, about: question?.ref ?? task?.ref ?? null, day: dateIn(timeZone, read.now) }
  })
  if (!found) return
  const { ownerId, about, day } = found
  context.log.warn({ messageId: mail.id, about }, 'a mail to a reply address that is not ours was not looked at')
  await tellOwner(context, {
    ownerId,
    occasion: `mail-forged:strange:${ownerId ?? 'nobody'}:${day}`,
    reply: {
      headline: `A mail that claims to answer ${about ?? 'the close'} did not count`,
      text: 'The reply address was not one of mine, so I ignored the mail. I won’t mention more of these today.',
    },
  })
}
