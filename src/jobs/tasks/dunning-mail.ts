import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import type { SendReminder } from '../../domain/billing/events.js'
import { reminderNow } from '../../domain/billing/reminder-now.js'
import { wasBegun } from '../../domain/correspondence/mail-delivery.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { dateIn } from '../../lib/dates.js'
import { mailReminder } from '../../mail/mail-reminder.js'
import { defineJob, type JobContext } from '../define-job.js'
import { sendDeps } from '../send-deps.js'
import { tellOwner } from '../tell-owner.js'
import { tellingUnsent } from '../telling-unsent.js'

export default defineJob({
  name: 'dunning-mail',
  summary:
    'Mails a reminder of what is open at that moment, once a customer and day; the answer is filed on its invoices',
  on: ['dunning.send'],
  run: async (context, data) => {
    const { db, scope } = context
    const asked = data as SendReminder
    const { timeZone } = await readWorkspace(db, scope, getWorkspace)
    const today = dateIn(timeZone, db.clock.now())
    const mail = await inWorkspace(db, scope, async (tx) =>
      (await wasBegun(tx, asked)) ? asked : reminderNow(tx, asked, today),
    )
    if (!mail) return tellDropped(context, asked)
    await tellingUnsent(context, mail.occasion, {
      send: () => mailReminder(sendDeps(context), scope, mail, today),
      tell: (said) => tellUnsent(context, mail, said),
    })
  },
})

const tellDropped = (context: JobContext, { ownerId, occasion, subject, recipient }: SendReminder): Promise<void> =>
  tellOwner(context, {
    ownerId,
    occasion: `dunning-dropped:${occasion}`,
    reply: {
      headline: `“${subject}” is not sent to ${recipient}`,
      text: 'What it asked for was paid, credited or disputed before it went out, or the customer is held.',
    },
  })

/** The ladder counts what was decided: a reminder that never went out is a step all the same, so its owner has to know. */
const tellUnsent = (
  context: JobContext,
  { ownerId, occasion, subject, recipient }: SendReminder,
  said: string,
): Promise<void> =>
  tellOwner(context, {
    ownerId,
    occasion: `dunning-unsent:${occasion}`,
    reply: {
      headline: `“${subject}” did not go out to ${recipient}`,
      text: `${said}\nIt counts as a step of the reminders all the same. Write to the customer yourself, or \`invoice remind\` from tomorrow on.`,
    },
  })
