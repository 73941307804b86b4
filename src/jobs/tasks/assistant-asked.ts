import { CANCEL } from '../../bots/commands/actions.js'
import type { Action, Reply } from '../../bots/commands/reply.js'
import { type ShownAgain, showAgain } from '../../bots/commands/show-again.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import type { Staff } from '../../domain/people/staff.js'
import { findStaffByIds } from '../../domain/people/staff-store.js'
import { defineJob, type JobContext } from '../define-job.js'
import { deliverChat } from '../deliver-chat.js'
import { deliverReply } from '../deliver-reply.js'
import { confirmHref } from '../mail-confirmation.js'

type Asked = { staffId: string; confirmId: string; cancelId?: string }

const ASKS = 'Your assistant asks for this. Nothing has been done yet.'

/**
 * An assistant gave a command that can't be taken back: its person is shown what it would do, and asked. The buttons are those that
 * were stored with the preview: used once, and bound to what was shown.
 */
export default defineJob({
  name: 'assistant-asked',
  summary: 'Asks somebody to confirm what their assistant wants to do',
  on: ['assistant.asked'],
  run: async (context, data) => {
    const asked = data as Asked
    const { db, scope, services } = context
    const [staff] = await readWorkspace(db, scope, (read) => findStaffByIds(read, [asked.staffId]))
    if (!staff?.active) return
    const who = { workspaceId: scope.workspaceId, staffId: staff.id, via: 'job' } as const
    const shown = await showAgain({ db, catalog: services.catalog }, who, asked.confirmId)
    if (!('changed' in shown)) return // settled or too old by now
    if (staff.slackUserId === null) await byMail(context, staff, asked, shown)
    else
      await deliverChat(context, {
        occasion: `assistant-asked:${asked.confirmId}`,
        to: staff.slackUserId,
        reply: { ...asking(shown.reply), actions: buttons(asked, shown.label) },
      })
  },
})

const asking = (reply: Reply): Reply => ({ ...reply, text: [ASKS, reply.text].filter(Boolean).join('\n\n') })

function buttons({ confirmId, cancelId }: Asked, label: string): Action[] {
  const none = { command: CANCEL, args: {} }
  return [
    { label, style: 'primary', do: none, id: confirmId },
    ...(cancelId === undefined ? [] : [{ label: 'Cancel', do: none, id: cancelId }]),
  ]
}

async function byMail(
  context: JobContext,
  staff: Staff,
  { confirmId }: Asked,
  { reply, label }: ShownAgain,
): Promise<void> {
  const href = confirmHref(context, staff.id, confirmId)
  if (href === null) return
  await deliverReply(context, {
    occasion: `assistant-asked:${confirmId}`,
    to: staff,
    subject: `Your assistant asks: ${reply.headline}`,
    reply: asking(reply),
    buttons: [{ label, href, primary: true }],
  })
}
