import { useCallback, useMemo, useRef, useState } from 'react'
import type { Message } from '../../page-api.js'

/**
 * Notices that only this page knows of, such as a command that failed, standing among the messages as Slackbot's
 * ephemeral ones.
 */
export function useNotes(messages: Message[]) {
  const [notes, setNotes] = useState<Message[]>([])
  const latest = useRef(messages)
  latest.current = messages

  const note = useCallback((channel: string, text: string, threadTs?: string) => {
    setNotes((current) => [...current, toNote(channel, text, threadTs, [...latest.current, ...current])])
  }, [])
  const all = useMemo(
    () => (notes.length === 0 ? messages : [...messages, ...notes].toSorted((a, b) => (a.ts < b.ts ? -1 : 1))),
    [messages, notes],
  )
  return { messages: all, note }
}

/** Dated just after the newest message, because the sandbox's clock need not be this browser's. */
function toNote(channel: string, text: string, threadTs: string | undefined, before: Message[]): Message {
  const newest =
    before.length > 0
      ? before.reduce((max, it) => (it.ts > max ? it.ts : max), '')
      : `${Math.floor(Date.now() / 1000)}.000000`
  const [seconds = '0', counter = '0'] = newest.split('.')
  return {
    channel,
    ts: `${seconds}.${String(Number(counter) + 1).padStart(6, '0')}`,
    user: 'USLACKBOT',
    text,
    blocks: [],
    attachments: [],
    files: [],
    reactions: [],
    ephemeral: true,
    ...(threadTs && { threadTs }),
  }
}
