import { findWhy } from '../../../domain/correspondence/notice-store.js'
import { discreetWhy } from '../../../domain/correspondence/thread.js'
import { getThread } from '../../../domain/correspondence/thread-store.js'
import { NOTICES, type NoticeKind, noticeKinds } from '../../../domain/people/notices.js'
import { invalid } from '../../../lib/errors.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { optional, type RecordRef } from '../params.js'
import type { Reply } from '../reply.js'

export default defineCommand({
  name: 'notice why',
  summary: 'Why you were told of something, and how to hear no more of it',
  example: 'notice why "Renewal offer"',
  params: {
    thread: optional('record', 'Thread', { record: 'thread', target: true }),
    kind: optional('choice', 'Kind of message', { choices: noticeKinds() }),
  },
  needs: 'self',
  risk: 'read',
  run: (context, { thread, kind }) => {
    if (thread) return whyThread(context, thread)
    if (kind === undefined) throw invalid('Say of which mail thread, or which kind: `notice` lists them.')
    return Promise.resolve(whyKind(kind as NoticeKind))
  },
})

export async function whyThread({ read, asker }: CommandContext, thread: RecordRef): Promise<Reply> {
  const { why, subject } = await read(async (scope) => ({
    why: await findWhy(scope, asker.id, thread.id),
    subject: (await getThread(scope, thread.id, asker)).subject,
  }))
  const told = why === null ? null : discreetWhy(why, subject)
  return {
    headline: told ?? `I have not told you of ${thread.ref}.`,
    ...(told && { notes: ['`notice mute company:NAME` ends it for one company, `notice mute` for all.'] }),
    data: { thread: thread.ref, why: told },
  }
}

export function whyKind(kind: NoticeKind): Reply {
  const { what, why, mute } = NOTICES[kind]
  return {
    headline: why,
    text: `This was about ${what}. ${mute === true ? 'Muted, you hear no more of its kind until you say otherwise.' : mute}`,
    actions:
      mute === true
        ? [{ label: 'Mute these', do: { command: 'notice mute', args: { kind } }, typed: `notice mute kind:${kind}` }]
        : [],
    data: { kind, why, mutable: mute === true },
  }
}
