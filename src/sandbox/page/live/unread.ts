import { useCallback, useEffect, useState } from 'react'
import type { Conversation, Message, State } from '../../page-api.js'

const storageKey = 'sandbox.read'
type ReadMarks = Record<string, string>

/**
 * Which conversations hold something new. The server doesn't know what was read, so the browser remembers it: per person
 * and conversation the newest ts that was on screen. A channel never opened counts from the first visit, a DM from its start.
 */
export function useUnread(state: State | null, me: string | undefined, onScreen: string | undefined) {
  const [marks, setMarks] = useState<ReadMarks>(loadMarks)
  const newest = onScreen && state ? newestIn(state.messages, onScreen) : undefined

  useEffect(() => {
    if (!me || !onScreen || !newest) return
    setMarks((current) => {
      const key = `${me} ${onScreen}`
      if ((current[key] ?? '') >= newest) return current
      const next = { ...current, [key]: newest }
      localStorage.setItem(storageKey, JSON.stringify(next))
      return next
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

function loadMarks(): ReadMarks {
  try {
    const stored = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as ReadMarks
    if (stored.since) return stored
    const first = { ...stored, since: `${Math.floor(Date.now() / 1000)}.000000` }
    localStorage.setItem(storageKey, JSON.stringify(first))
    return first
  } catch {
    return {}
  }
}
