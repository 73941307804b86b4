import type { Action, Reply } from '../bots/commands/reply.js'
import type { Tx } from '../db/in-workspace.js'
import { NOTICES, noticeOf, type Occasion } from '../domain/people/notices.js'

/** A message with the question that every one of them can be asked: why its reader sees it. The answer has the way to mute it. */
export function asNotice(occasion: Occasion, reply: Reply): Reply {
  if (reply.actions?.some(asksWhy)) return reply
  const kind = noticeOf(occasion)
  const why: Action = {
    label: 'Why am I seeing this?',
    do: { command: 'notice why', args: { kind } },
    typed: `notice why kind:${kind}`,
  }
  return { ...reply, actions: [...(reply.actions ?? []), why] }
}

const asksWhy = ({ do: does }: Action): boolean =>
  'command' in does && (does.command === 'notice why' || does.command === 'signal why')

/** Whether a person in chat has muted messages of this kind. A channel has muted nothing. */
export async function isMuted(tx: Tx, occasion: Occasion, slackUserId: string): Promise<boolean> {
  const kind = noticeOf(occasion)
  if (NOTICES[kind].mute !== true) return false
  const muted = await tx.prisma.noticeMute.count({
    where: { workspaceId: tx.scope.workspaceId, subject: kind, staff: { slackUserId } },
  })
  return muted > 0
}
