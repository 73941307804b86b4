import { memo } from 'react'
import type { Message } from '../../page-api.js'
import { Blocks } from '../blocks/blocks.js'
import { Mrkdwn } from '../blocks/mrkdwn-text.js'
import { SurfaceContext, useSurfaceOf } from '../elements/surface.js'
import { useSandbox } from '../live/sandbox.js'
import { Avatar } from '../ui/avatar.js'
import { Icon } from '../ui/icons.js'
import { AttachmentView } from './attachment-view.js'
import { FileView } from './file-view.js'
import { MessageTools } from './message-tools.js'
import { findUser } from './people.js'
import { Reactions } from './reactions.js'
import { clockTime, dateOf, dayAndTime, fullTime } from './times.js'

type Props = {
  message: Message
  isFollowing: boolean
  /** Left out inside a thread, where there is nothing further to open. */
  onOpenThread?: ((ts: string) => void) | undefined
}

/** One message as everybody sees it, or as an ephemeral one for this person only. */
export const MessageView = memo(function MessageView({ message, isFollowing, onOpenThread }: Props) {
  const { state } = useSandbox()
  const author = findUser(state, message.user)
  const date = dateOf(message.ts)
  const time = (
    <time className="message-time" dateTime={date.toISOString()} title={fullTime(date)}>
      {clockTime(date)}
    </time>
  )

  if (message.subtype && message.blocks.length === 0 && message.files.length === 0 && isQuiet(message.subtype)) {
    return (
      <article className="message message-quiet">
        <span className="message-gutter">{time}</span>
        <Mrkdwn text={message.text} />
      </article>
    )
  }

  return (
    <article
      className={`message${isFollowing ? ' is-following' : ''}${message.ephemeral ? ' is-ephemeral' : ''}`}
      aria-label={`${author?.realName ?? 'Unknown'}, ${clockTime(date)}`}
      data-ts={message.ts}
      tabIndex={-1}
    >
      <span className="message-gutter">{isFollowing ? time : <Avatar user={author} />}</span>
      <div className="message-main">
        {message.ephemeral && !isFollowing && (
          <p className="message-only-you">
            <Icon name="eye" size={14} /> Only visible to you
          </p>
        )}
        {!isFollowing && (
          <header className="message-head">
            <strong dir="auto">{author?.realName ?? message.user}</strong>
            {author?.isBot && <span className="badge">APP</span>}
            {time}
          </header>
        )}
        <MessageBody message={message} />
        <Reactions message={message} />
        {onOpenThread && message.replyCount ? <ThreadLink message={message} onOpen={onOpenThread} /> : null}
      </div>
      {!message.ephemeral && <MessageTools message={message} onOpenThread={onOpenThread} />}
    </article>
  )
})

/** Joins, topics and the like are a line of their own; what bots and uploads write is a message. */
function isQuiet(subtype: string): boolean {
  return !['bot_message', 'file_share', 'thread_broadcast', 'me_message', 'assistant_app_thread'].includes(subtype)
}

function MessageBody({ message }: { message: Message }) {
  const surface = useSurfaceOf({ type: 'message', channel: message.channel, ts: message.ts }, message.blocks)
  return (
    <div className="message-body">
      {message.blocks.length > 0 ? (
        <SurfaceContext value={surface}>
          <Blocks blocks={message.blocks} />
        </SurfaceContext>
      ) : (
        message.text !== '' && <Mrkdwn text={message.text} />
      )}
      {message.editedTs && <span className="message-edited">(edited)</span>}
      {message.attachments.map((attachment) => (
        <AttachmentView key={attachment.id} message={message} attachment={attachment} />
      ))}
      {message.files.map((file) => (
        <FileView key={file.id} file={file} />
      ))}
    </div>
  )
}

function ThreadLink({ message, onOpen }: { message: Message; onOpen: (ts: string) => void }) {
  const { state } = useSandbox()
  const count = message.replyCount ?? 0
  return (
    <button type="button" className="thread-link" onClick={() => onOpen(message.ts)}>
      <span className="thread-faces">
        {(message.replyUsers ?? []).slice(0, 4).map((id) => (
          <Avatar key={id} user={findUser(state, id)} size={22} />
        ))}
      </span>
      <span className="thread-count">{count === 1 ? '1 reply' : `${count} replies`}</span>
      {message.latestReply && <span className="muted">Last reply {dayAndTime(dateOf(message.latestReply))}</span>}
    </button>
  )
}
