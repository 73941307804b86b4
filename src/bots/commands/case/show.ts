import { listThreadsOf } from '../../../domain/correspondence/thread-store.js'
import { getCaseRow } from '../../../domain/support/case-list-store.js'
import { listPendingReplies, listWriters } from '../../../domain/support/case-reply-store.js'
import { loadSupportDesk } from '../../../domain/support/support-settings.js'
import { allNotes, cardActivities } from '../activity/card-activities.js'
import { activitySection } from '../card-sections.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { namesIn, ownCells } from '../own-values.js'
import { target } from '../params.js'
import { readThreads } from '../read-thread.js'
import { caseActions } from './case-actions.js'
import { caseFields, writersText } from './case-fields.js'
import { mailSections, readLastMails } from './case-mail.js'
import { caseData, dueText, statusText } from './case-table.js'

const SHOWN = 5

export default defineCommand({
  name: 'case show',
  summary: 'One case: its clock, the last mails without their quotes, notes, and who is writing a reply',
  example: 'case show CASE-7',
  params: { case: target('case', 'Case') },
  needs: 'case.read',
  risk: 'read',
  run: async (context, { case: { id } }) => {
    const card = await readCard(context, id)
    const { one, desk, writers, names } = card
    const clock = { desk, now: context.now }
    const due = dueText(clock, one)
    return {
      headline: `${one.ref} ${one.subject}: ${statusText(one)}${due ? `, ${due}` : ''}`,
      ...(writers.length > 0 ? { text: writersText(writers, context.now) } : {}),
      fields: [...caseFields(clock, one), ...ownCells(context, 'case', one.custom, names)],
      sections: [...mailSections(card.mails, card.pending), ...activitySection(card.activities)],
      actions: [
        ...caseActions(context.asker, one),
        ...readThreads(card.threads.slice(0, 1)),
        ...allNotes(one.ref, card.activities),
      ],
      data: {
        ...caseData(clock, one),
        writing: writers.map(({ name, since }) => ({ name, since: since.toISOString() })),
        threads: card.threads.map(({ ref, subject, messages }) => ({ ref, subject, messages })),
        mails: card.mails.map(({ from, at, text }) => ({ from, at: at.toISOString(), text })),
        activities: card.activities.rows.map(({ kind, body, at, by }) => ({ kind, body, at: at.toISOString(), by })),
      },
    }
  },
})

/** One snapshot, as far as the asker may see. */
const readCard = ({ asker, read: reading }: CommandContext, id: string) =>
  reading(async (read) => {
    const [one, desk, threads, activities, pending, writers] = await Promise.all([
      getCaseRow(read, id),
      loadSupportDesk(read),
      asker.may('mail.read') ? listThreadsOf(read, { caseId: id }, asker, SHOWN) : [],
      cardActivities(read, { kind: 'case', id }),
      listPendingReplies(read, id),
      listWriters(read, id),
    ])
    const names = await namesIn(read, [one.custom])
    return { one, desk, threads, activities, pending, writers, names, mails: await readLastMails(read, threads, asker) }
  })
