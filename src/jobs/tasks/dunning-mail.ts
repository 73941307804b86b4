import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import type { SendReminder } from '../../domain/billing/events.js'
import { reminderNow } from '../../domain/billing/reminder-now.js'
import { takeBackReminder } from '../../domain/billing/take-back-reminder.js'
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
    const mail = await inWorkspace(db, scope, async (tx) => {
      if (await wasBegun(tx, asked)) return asked
      const now = await reminderNow(tx, asked, today)
      await takeBackReminder(tx, asked, now?.invoiceIds)
      return now
    })
    if (!mail) return tellDropped(context, asked)
    const takeBack = () => inWorkspace(db, scope, (tx) => takeBackReminder(tx, mail))
    await tellingUnsent(context, mail.occasion, {
      send: async () => {
        const state = await mailReminder(sendDeps(context), scope, mail, today)
        if (state === 'failed') await takeBack() // a worker that was killed before it could
      },
      unsent: takeBack,
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
      text: `${said}\nIt does not count as a step of the reminders. \`invoice remind\` sends it again, to another address with to:.`,
    },
  })
