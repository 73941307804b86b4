import { messageAt } from './message-keys.js'

/**
 * Arrows go from message to message, from a button of one as well, and Enter opens the thread of one. What is typed into a message's
 * fields and lists is theirs.
 */
export function followKeys(event: React.KeyboardEvent<HTMLElement>, onOpenThread?: (ts: string) => void): void {
  const { target, currentTarget } = event
  const messages = [...currentTarget.querySelectorAll<HTMLElement>('article[tabindex]')]
  const at = messages.findIndex((message) => message === target || isPlain(message, target))
  if (at === -1 && target !== currentTarget) return
  const message = messages[at]
  const ts = message?.dataset['ts']
  const next = messageAt(event.key, at, messages.length)
  // What only one person sees has no thread.
  const hasThread = target === message && !message?.matches('.is-ephemeral')
  if (event.key === 'Enter' && hasThread && ts !== undefined && onOpenThread) onOpenThread(ts)
  else if (next !== undefined) messages[next]?.focus()
  else return
  event.preventDefault()
}

/** A button or a link of the message that needs no arrows for itself, as a list that opens does. */
const isPlain = (message: HTMLElement, target: EventTarget): boolean =>
  target instanceof HTMLElement &&
  message.contains(target) &&
  target.matches('button:not([aria-haspopup], [role]), a[href]')
