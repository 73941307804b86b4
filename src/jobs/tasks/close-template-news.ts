import { updateButton } from '../../bots/commands/close/template.js'
import { readWorkspace, type SqlScope } from '../../db/sql-workspace.js'
import type { CloseKind } from '../../domain/close/close-span.js'
import { listBehind } from '../../domain/close/template-behind-store.js'
import { isTheirMorning } from '../../domain/people/morning.js'
import type { Staff } from '../../domain/people/staff.js'
import { listStaff } from '../../domain/people/staff-store.js'
import { workingCalendar } from '../../domain/people/working-days.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { deliverMail } from '../../mail/deliver-mail.js'
import { chooseSender } from '../../mail/sender.js'
import { defineJob, every, type JobContext } from '../define-job.js'
import { deliverChat } from '../deliver-chat.js'
import { sendDeps } from '../send-deps.js'

export default defineJob({
  name: 'close-template-news',
  summary: 'Tells who runs the close, once a version, that Daybook comes with more for their template than it has',
  on: ['close.template', 'workspace.live'],
  schedule: { kind: 'close.template', next: every(60, 23) },
  run: async (context) => {
    const { behind, controllers } = await readWorkspace(context.db, context.scope, load)
    for (const { kind, version } of behind) for (const person of controllers) await tell(context, person, kind, version)
  },
})

async function load(read: SqlScope) {
  const { liveAt, country } = await getWorkspace(read)
  const behind = liveAt === null ? [] : await listBehind(read)
  const people = behind.length > 0 ? await listStaff(read, { role: 'controller' }) : []
  const calendar = workingCalendar(country)
  return { behind, controllers: people.filter((person) => isTheirMorning(person, calendar, read.now)) }
}

/** In Slack with the button that shows it, else by mail. */
async function tell(context: JobContext, { id, slackUserId, email }: Staff, kind: CloseKind, version: number) {
  const headline = `There is more for your close of a ${kind}: tasks or checks that your template doesn’t have yet`
  const text =
    'You see before and after, and add it when you like; what you changed stays as it is, and closes that are open keep their tasks.'
  const occasion = `close-template:${kind}-${version}` as const
  if (slackUserId) {
    const reply = { headline, text, actions: [updateButton(kind)] }
    await deliverChat(context, { occasion, to: slackUserId, reply })
    return
  }
  const deps = sendDeps(context)
  await deliverMail(deps, context.scope, {
    occasion: `close-template-mail:${kind}-${version}:${id}`,
    recipient: email,
    sender: await chooseSender(deps, context.scope, null),
    content: { subject: headline, text: `${text}\n\n  close template-update ${kind}\n\nWhy you: you run the close.\n` },
    about: { ownerId: id },
    automatic: true,
  }).catch((error: unknown) => context.log.warn({ err: error }, 'what is new in a template could not be mailed'))
}
