import { Fragment, useLayoutEffect, useMemo, useRef } from 'react'
import type { Message } from '../../page-api.js'
import { followKeys } from './follow-keys.js'
import { MessageView } from './message-view.js'
import { onSaid } from './own-words.js'
import { toRows } from './timeline.js'

type Props = {
  messages: Message[]
  label: string
  /** What is said there by oneself is followed, wherever one was reading (`placeOf`). */
  place: string
  role?: 'log' | 'region'
  onOpenThread?: (ts: string) => void
  /** Stands above the first message: what this conversation is. */
  intro?: React.ReactNode
  /** Below the last: a status, suggested prompts. */
  outro?: React.ReactNode
}

/** Messages with day dividers; it stays at the newest unless one has scrolled up to read. */
export function MessageLog({ messages, label, place, role = 'log', onOpenThread, intro, outro }: Props) {
  const rows = useMemo(() => toRows(messages), [messages])
  const { box, content } = useStickToEnd(place)

  return (
    <div
      ref={box}
      className="log scroll"
      role={role}
      aria-label={label}
      tabIndex={0}
      onKeyDown={(event) => followKeys(event, onOpenThread)}
    >
      <div ref={content} className="log-content">
        {intro}
        {rows.map(({ message, isFollowing, day }) => (
          <Fragment key={message.ts}>
            {day && (
              <div className="day" role="separator" aria-label={day}>
                <span>{day}</span>
              </div>
            )}
            <MessageView message={message} isFollowing={isFollowing} onOpenThread={onOpenThread} />
          </Fragment>
        ))}
        {outro}
      </div>
    </div>
  )
}

const nearEndPixels = 80

function useStickToEnd(place: string) {
  const box = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    const element = box.current
    const inner = content.current
    if (!element || !inner) return
    let isAtEnd = true
    let height = 0
    const onScroll = () => {
      // What has grown since is not the reader's doing: a picture that loads is no scrolling away.
      if (element.scrollHeight !== height) return
      isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < nearEndPixels
    }
    const toEnd = () => {
      if (isAtEnd) element.scrollTop = element.scrollHeight
      height = element.scrollHeight
    }
    toEnd()
    element.addEventListener('scroll', onScroll, { passive: true })
    // Content grows with a message, a picture that has loaded, or a table that was paged; the box with the composer.
    const watcher = new ResizeObserver(toEnd)
    watcher.observe(inner)
    watcher.observe(element)
    const forget = onSaid(place, () => {
      isAtEnd = true
      toEnd()
    })
    return () => {
      forget()
      element.removeEventListener('scroll', onScroll)
      watcher.disconnect()
    }
  }, [place])

  return { box, content }
}
