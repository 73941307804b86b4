import { z } from 'zod'
import { inWorkspace } from '../../db/in-workspace.js'
import type { SendReminder } from '../../domain/billing/events.js'
import { takeBackReminder } from '../../domain/billing/take-back-reminder.js'
import { findAwaited } from '../../mail/awaited-mail.js'
import { defineJob } from '../define-job.js'
import { tellOwner } from '../tell-owner.js'

export default defineJob({
  name: 'mail-late',
  summary:
    'Tells the owner of a mail that its server has not taken for hours, and again when it was given up after days: it is believed to be sent',
  on: ['errand.late'],
  data: z.object({ kind: z.string(), data: z.unknown(), said: z.string(), givenUp: z.boolean() }),
  run: async (context, { kind, data, said, givenUp }) => {
    const mail = await findAwaited(context.db, context.scope, { kind, data })
    if (!mail) return
    if (givenUp && kind === 'dunning.send')
      await inWorkspace(context.db, context.scope, (tx) => takeBackReminder(tx, data as SendReminder))
    const { occasion, ownerId, name, recipient, again } = mail
    await tellOwner(context, {
      ownerId,
      occasion: givenUp ? `mail-failed:${occasion}` : `mail-late:${occasion}`,
      reply: givenUp
        ? {
            headline: `${name} did not go out to ${recipient}`,
            text: `${said}\nI tried for four days and try no more. \`${again}\` sends it again.`,
          }
        : {
            headline: `${name} has not gone out to ${recipient} yet`,
            text: `${said}\nI have tried for hours, and try on for four days in all. If it can’t wait, reach them another way.`,
          },
    })
  },
})
