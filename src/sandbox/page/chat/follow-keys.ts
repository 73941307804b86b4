import { messageAt } from './message-keys.js'

/** Arrows go from message to message, Enter opens the thread of one; what is typed into a message's own controls is theirs. */
export function followKeys(event: React.KeyboardEvent<HTMLElement>, onOpenThread?: (ts: string) => void): void {
  const { target, currentTarget } = event
  const messages = [...currentTarget.querySelectorAll<HTMLElement>('article[tabindex]')]
  const at = messages.indexOf(target as HTMLElement)
  if (at === -1 && target !== currentTarget) return
  const ts = messages[at]?.dataset['ts']
  if (event.key === 'Enter' && ts !== undefined && onOpenThread) onOpenThread(ts)
  else {
    const next = messageAt(event.key, at, messages.length)
    if (next === undefined) return
    messages[next]?.focus()
  }
  event.preventDefault()
}
