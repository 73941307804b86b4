import type { Tx } from '../../../db/in-workspace.js'
import type { Approval } from '../../../domain/people/approval.js'
import type { ApprovalKind } from '../../../domain/people/define-approval.js'
import type { CommandContext, Done } from '../define-command.js'
import { whoDecides } from './who-decides.js'

/** What asked for a second person answers: what is asked, of whom, and how it is taken back. `what` is a noun phrase. */
export async function askedReply(
  { asker }: CommandContext,
  tx: Tx,
  kind: ApprovalKind,
  asked: Approval,
  what: string,
): Promise<Done> {
  return {
    headline: `${asked.ref}: asked for approval of ${what}`,
    text: `${await whoDecides(tx, kind, asked)} Nothing is done before.`,
    actions: asker.may(kind.needs)
      ? [
          {
            label: 'Show',
            do: { command: 'approval show', args: { approval: asked.ref } },
            typed: `approval show ${asked.ref}`,
          },
        ]
      : [],
    undo: { command: 'approval withdraw', args: { approval: asked.ref }, versions: {} },
  }
}
