import type { Staff } from '../domain/people/staff.js'
import { whyYou } from '../domain/signals/hearer.js'
import type { SignalRow } from '../domain/signals/signal.js'
import { deliverMail } from '../mail/deliver-mail.js'
import { chooseSender } from '../mail/sender.js'
import type { JobContext } from './define-job.js'
import { sendDeps } from './send-deps.js'
import { signalMessage } from './signal-message.js'

/** The same by mail, to who is not in Slack. Throws `refused` where the company sends no mail. */
export async function mailSignals(
  context: JobContext,
  person: Staff,
  rows: readonly SignalRow[],
  occasion: string,
): Promise<boolean> {
  const deps = sendDeps(context)
  const told = rows.map((row) => `${row.headline}\n${row.why}\n${whyYou(row, person.id)} (signal show ${row.ref})`)
  const state = await deliverMail(deps, context.scope, {
    occasion,
    recipient: person.email,
    sender: await chooseSender(deps, context.scope, null),
    content: {
      subject: signalMessage(rows, { id: person.id, may: () => false }).headline,
      text: `Hello ${person.name.split(' ')[0] ?? person.name},\n\n${told.join('\n\n')}\n\n\`signal mute\` ends such mails.\n`,
    },
    about: { ownerId: person.id },
    automatic: true,
  })
  return state === 'sent'
}
