import { CANCEL, confirmableUntil } from '../bots/commands/actions.js'
import type { Reply } from '../bots/commands/reply.js'
import type { Answer } from '../bots/commands/request.js'
import type { MailButton } from '../bots/email/mail-buttons.js'
import type { TakenCommand } from '../domain/correspondence/mail-command-store.js'
import type { JobContext } from './define-job.js'

/** A preview as it goes out: by mail with a link, in Slack with its buttons; anything else as it is. */
export type Confirmation = { reply: Reply; buttons: readonly MailButton[]; forChat?: Reply }

/** The page that confirms a stored preview for one person; null where there is no web port. */
export const confirmHref = ({ services, scope, db }: JobContext, staffId: string, actionId: string): string | null =>
  services.confirmLink?.({ workspaceId: scope.workspaceId, staffId, actionId }, confirmableUntil(db.clock.now())) ??
  null

/**
 * A consequential command is not confirmed by answering: whoever can write in a person's name once could do it twice. The link
 * goes to the registered address, opens the preview and asks there.
 */
export function confirmation(context: JobContext, { reply, confirm }: Answer, command: TakenCommand): Confirmation {
  if (confirm === undefined) return { reply, buttons: [] }
  const label = reply.actions?.find(({ id }) => id === confirm)?.label ?? 'Confirm'
  const href = confirmHref(context, command.staffId, confirm)
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
