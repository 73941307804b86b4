import { useCallback, useEffect, useState } from 'react'
import type { Conversation, Message, State } from '../../page-api.js'

const storageKey = 'sandbox.read'
type ReadMarks = Record<string, string>

/**
 * Which conversations hold something new. The server doesn't know what was read, so the browser remembers it: per person
 * and conversation the newest ts that was on screen. A channel never opened counts from the first visit, a DM from its start.
 * Only messages' own times are compared: the sandbox's clock need not be this browser's.
 */
export function useUnread(state: State | null, me: string | undefined, onScreen: string | undefined) {
  const [marks, setMarks] = useState<ReadMarks>(loadMarks)
  const firstSeen = marks.since === undefined && state ? newestOf(state.messages) : undefined
  const newest = onScreen && state ? newestIn(state.messages, onScreen) : undefined

  useEffect(() => {
    if (firstSeen === undefined) return
    setMarks((current) => keep({ ...current, since: firstSeen }))
  }, [firstSeen])

  useEffect(() => {
    if (!me || !onScreen || !newest) return
    setMarks((current) => {
      const key = `${me} ${onScreen}`
      if ((current[key] ?? '') >= newest) return current
      return keep({ ...current, [key]: newest })
    })
  }, [me, onScreen, newest])

  return useCallback(
    (conversation: Conversation): boolean => {
      if (!state || !me || conversation.id === onScreen || !conversation.isMember) return false
      const isDirect = conversation.kind === 'im' || conversation.kind === 'mpim'
      const since = marks[`${me} ${conversation.id}`] ?? (isDirect ? '' : (marks.since ?? ''))
      return state.messages.some((it) => it.channel === conversation.id && it.user !== me && it.ts > since)
    },
    [state, me, onScreen, marks],
  )
}

function newestIn(messages: Message[], channel: string): string | undefined {
  return messages.findLast((message) => message.channel === channel)?.ts
}

const newestOf = (messages: Message[]): string => messages.reduce((max, it) => (it.ts > max ? it.ts : max), '0')

function loadMarks(): ReadMarks {
  try {
    return JSON.parse(localStorage.getItem(storageKey) ?? '{}') as ReadMarks
  } catch {
    return {}
  }
}

function keep(marks: ReadMarks): ReadMarks {
  localStorage.setItem(storageKey, JSON.stringify(marks))
  return marks
}
