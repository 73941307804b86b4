import type { ThreadMessage } from '../../../domain/correspondence/thread.js'
import { getThread } from '../../../domain/correspondence/thread-store.js'
import { clip } from '../../../lib/text.js'
import { counted } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import type { Section } from '../reply.js'

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
    const thread = await context.read((read) => getThread(read, id, context.asker))
    const hidden = thread.messages.filter(({ level }) => level !== 'full').length
    const first = Math.max(thread.messages.length - SHOWN, 0) + 1
    return {
      headline: `${thread.ref} ${thread.subject ?? '(private)'}: ${counted(thread.messages.length, 'mail')}`,
      sections: thread.messages.slice(-SHOWN).map((message, at) => sectionOf(message, first + at)),
      ...(thread.messages.some(({ level }) => level === 'full') && {
        actions: [
          {
            label: 'View as HTML',
            do: { command: 'thread html', args: { thread: thread.ref } },
            typed: `thread html ${thread.ref}`,
          },
          ...(thread.messages.some(({ attachments }) => attachments.length > 0)
            ? [
                {
                  label: 'Files',
                  do: { command: 'thread files', args: { thread: thread.ref } },
                  typed: `thread files ${thread.ref}`,
                },
              ]
            : []),
        ],
      }),
      notes: [
        ...(thread.private ? ['Private: only those who have it in their own mailbox see it.'] : []),
        ...(thread.messages.length > SHOWN ? [`The newest ${SHOWN} of ${thread.messages.length}.`] : []),
        ...(hidden > 0 ? [`${counted(hidden, 'mail')} not shared in full by the mailbox it is in.`] : []),
        ...thread.links.map(({ kind, evidence }) => `On a ${kind} because ${evidence}.`),
      ],
      data: {
        ...thread,
        firstAt: thread.firstAt.toISOString(),
        lastAt: thread.lastAt.toISOString(),
        messages: thread.messages.map((message) => ({ ...message, sentAt: message.sentAt.toISOString() })),
      },
    }
  },
})

/** `number` is what `thread split` takes. */
function sectionOf(message: ThreadMessage, number: number): Section {
  const to = message.participants.filter(({ role }) => role === 'to').map(({ name, address }) => name ?? address)
  const files = message.attachments.map(({ filename, contentType }) => filename || contentType)
  return {
    title: `${number}. ${message.fromName ?? message.fromAddress} to ${to.join(', ') || 'nobody named'}`,
    fields: [
      { label: 'Sent', value: { at: message.sentAt } },
      ...(files.length > 0 ? [{ label: 'Attached', value: files.join(', ') }] : []),
    ],
    lines: textOf(message),
  }
}

function textOf({ reply, bodyStored }: ThreadMessage): string[] {
  if (reply === null) return ['(private)']
  return bodyStored ? clip(reply, MESSAGE_CHARS).split('\n') : ['(text not kept yet: `mailbox status` says why)']
}
