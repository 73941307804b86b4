import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import type { SendReminder } from '../../domain/billing/events.js'
import { reminderNow } from '../../domain/billing/reminder-now.js'
import { wasBegun } from '../../domain/correspondence/mail-delivery.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { dateIn } from '../../lib/dates.js'
import { mailReminder } from '../../mail/mail-reminder.js'
import { defineJob } from '../define-job.js'
import { sendDeps } from '../send-deps.js'
import { tellOwner } from '../tell-owner.js'

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
    if (mail) await mailReminder(sendDeps(context), scope, mail, today)
    else
      await tellOwner(context, {
        ownerId: asked.ownerId,
        occasion: `dunning-dropped:${asked.occasion}`,
        reply: {
          headline: `“${asked.subject}” is not sent to ${asked.recipient}`,
          text: 'What it asked for was paid, credited or disputed before it went out, or the customer is held.',
        },
      })
  },
})
