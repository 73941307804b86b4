import { CANCEL } from '../bots/commands/actions.js'
import type { Reply } from '../bots/commands/reply.js'
import type { Answer } from '../bots/commands/request.js'
import type { MailButton } from '../bots/email/mail-buttons.js'
import type { TakenCommand } from '../domain/correspondence/mail-command-store.js'
import type { JobContext } from './define-job.js'

/** A preview as it goes out: by mail with a link, in Slack with its buttons; anything else as it is. */
export type Confirmation = { reply: Reply; buttons: readonly MailButton[]; forChat?: Reply }

/** As long as the stored action behind it (`actions.ts`). */
const HALF_HOUR_MS = 30 * 60_000

/**
 * A consequential command is not confirmed by answering: whoever can write in a person's name once could do it twice. The link
 * goes to the registered address, opens the preview and asks there.
 */
export function confirmation(context: JobContext, { reply, confirm }: Answer, command: TakenCommand): Confirmation {
  if (confirm === undefined) return { reply, buttons: [] }
  const { services, scope, db } = context
  const label = reply.actions?.find(({ id }) => id === confirm)?.label ?? 'Confirm'
  const link = { workspaceId: scope.workspaceId, staffId: command.staffId, actionId: confirm }
  const href = services.confirmLink?.(link, new Date(db.clock.now().getTime() + HALF_HOUR_MS)) ?? null
  const how = href
    ? `Nothing has been done yet. “${label}” opens a page that asks once more; it is good for half an hour, and once.`
    : 'Nothing has been done yet. Confirm it in Slack within half an hour, or give it in the terminal.'
  const text = [reply.text, how].filter(Boolean).join('\n\n')
  const shown = { ...reply, text, actions: (reply.actions ?? []).filter((action) => !isOfPreview(action, confirm)) }
  return { reply: shown, buttons: href ? [{ label, href, primary: true }] : [], forChat: reply }
}

/** The confirming button and its Cancel are stored already; the others are ordinary ones. */
const isOfPreview = (action: NonNullable<Reply['actions']>[number], confirm: string): boolean =>
  action.id === confirm || ('command' in action.do && action.do.command === CANCEL)
