import { HIDDEN } from '../../../domain/correspondence/hidden.js'
import { type LikelyThread, listLikelyThreads } from '../../../domain/correspondence/likely-threads-store.js'
import type { ThreadMessage } from '../../../domain/correspondence/thread.js'
import { getThread } from '../../../domain/correspondence/thread-store.js'
import { counted } from '../../../lib/counted.js'
import { clip } from '../../../lib/text.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import type { Action, Section } from '../reply.js'
import { linkLine, nameLinks, showRecord } from './named-links.js'

/** The newest messages; the beginning of a long thread is in the mailbox. */
const SHOWN = 8
const MESSAGE_CHARS = 1200

export default defineCommand({
  name: 'thread show',
  summary: 'A mail thread: its messages without their quotes, as far as their mailboxes share them',
  example: 'thread show "Renewal offer"',
  params: { thread: target('thread', 'Thread') },
  needs: 'mail.read',
  risk: 'read',
  run: async (context, { thread: { id } }) => {
    const { thread, on, likely } = await context.read(async (read) => {
      const thread = await getThread(read, id, context.asker)
      const [on, likely] = [
        await nameLinks(context, read, thread.links),
        await listLikelyThreads(read, thread.id, context.asker),
      ]
      return { thread, on, likely }
    })
    const { ref, messages } = thread
    const hidden = messages.filter(({ level }) => level !== 'full').length
    const first = Math.max(messages.length - SHOWN, 0) + 1
    return {
      headline: `${ref} ${thread.subject ?? HIDDEN}: ${counted(messages.length, 'mail')}`,
      sections: messages.slice(-SHOWN).map((message, at) => sectionOf(message, first + at)),
      actions: [
        ...(messages.some(({ level }) => level === 'full') ? [button('View as HTML', 'thread html', ref)] : []),
        ...(messages.some(({ attachments }) => attachments.length > 0) ? [button('Files', 'thread files', ref)] : []),
        ...(on.some(({ kind }) => kind === 'deal' || kind === 'invoice') ? [button('Trace', 'thread trace', ref)] : []),
        ...on.flatMap(showRecord),
        ...(context.asker.may('mail.write') ? likely.map((other) => mergeInto(ref, other)) : []),
      ],
      notes: [
        ...(thread.private ? ['Private: only those who have it in their own mailbox see it.'] : []),
        ...(messages.length > SHOWN ? [`The newest ${SHOWN} of ${messages.length}.`] : []),
        ...(hidden > 0 ? [`${counted(hidden, 'mail')} not shared in full by the mailbox it is in.`] : []),
        ...on.map(linkLine),
        ...likely.map(
          ({ ref: other, subject, program }) =>
            `${PROGRAMS[program]} takes it for the same conversation as ${other} ${subject ?? HIDDEN}, which its mails do not refer to.`,
        ),
      ],
      data: {
        ...thread,
        firstAt: thread.firstAt.toISOString(),
        lastAt: thread.lastAt.toISOString(),
        messages: messages.map((message) => ({ ...message, sentAt: message.sentAt.toISOString() })),
      },
    }
  },
})

const PROGRAMS: Record<LikelyThread['program'], string> = { gmail: 'Gmail', outlook: 'Outlook' }

const mergeInto = (thread: string, { ref: into }: LikelyThread): Action => ({
  label: `Merge with ${into}`,
  do: { command: 'thread merge', args: { thread, into } },
  typed: `thread merge ${thread} into:${into}`,
})

const button = (label: string, command: string, thread: string): Action => ({
  label,
  do: { command, args: { thread } },
  typed: `${command} ${thread}`,
})

/** `number` is what `thread split` takes. */
function sectionOf(message: ThreadMessage, number: number): Section {
  const from = message.fromName ?? (message.fromAddress || 'nobody named')
  const to = message.participants.filter(({ role }) => role === 'to').map(({ name, address }) => name ?? address)
  const files = message.attachments.map(({ filename, contentType }) => filename || contentType)
  return {
    title: `${number}. ${from} to ${to.join(', ') || 'nobody named'}`,
    fields: [
      { label: 'Sent', value: { at: message.sentAt } },
      ...(files.length > 0 ? [{ label: 'Attached', value: files.join(', ') }] : []),
    ],
    prose: textOf(message),
  }
}

function textOf({ reply, bodyStored }: ThreadMessage): string {
  if (reply === null) return HIDDEN
  if (!bodyStored) return '(text not kept yet: `mailbox status` says why)'
  return clip(reply.trim(), MESSAGE_CHARS) || '(no text)'
}
