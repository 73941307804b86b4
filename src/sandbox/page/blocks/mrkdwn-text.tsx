import { memo, type ReactNode } from 'react'
import { useDirectory } from '../live/directory.js'
import { formatDateTokens } from './dates.js'
import { type Inline, parseMrkdwn } from './mrkdwn.js'

/** Renders Slack's mrkdwn: emphasis, code, quotes, links, mentions and emoji. */
export const Mrkdwn = memo(function Mrkdwn({ text }: { text: string }) {
  return (
    <div className="mrkdwn" dir="auto">
      {parseMrkdwn(text).map((passage, index) => {
        if (passage.kind === 'pre') return <pre key={index}>{passage.text}</pre>
        if (passage.kind === 'quote') {
          return (
            <blockquote key={index}>
              <Inlines pieces={passage.inlines} />
            </blockquote>
          )
        }
        return (
          <p key={index} dir="auto">
            <Inlines pieces={passage.inlines} />
          </p>
        )
      })}
    </div>
  )
})

function Inlines({ pieces }: { pieces: Inline[] }): ReactNode {
  return pieces.map((piece, index) => <Piece key={index} piece={piece} />)
}

function Piece({ piece }: { piece: Inline }): ReactNode {
  switch (piece.kind) {
    case 'text':
      return piece.text
    case 'code':
      return <code>{piece.text}</code>
    case 'bold':
      return (
        <strong>
          <Inlines pieces={piece.children} />
        </strong>
      )
    case 'italic':
      return (
        <em>
          <Inlines pieces={piece.children} />
        </em>
      )
    case 'strike':
      return (
        <s>
          <Inlines pieces={piece.children} />
        </s>
      )
    case 'link':
      return (
        <a href={piece.href} target="_blank" rel="noreferrer">
          <Inlines pieces={piece.children} />
        </a>
      )
    case 'user':
      return <UserMention id={piece.id} label={piece.label} />
    case 'channel':
      return <ChannelMention id={piece.id} label={piece.label} />
    case 'broadcast':
      return <span className="mention">@{piece.name}</span>
    case 'date':
      return <time title={piece.fallback}>{formatDateTokens(piece.seconds, piece.format)}</time>
  }
}

function UserMention({ id, label }: { id: string; label: string | undefined }) {
  const { userName, me } = useDirectory()
  return <span className={id === me ? 'mention mention-me' : 'mention'}>@{userName(id) ?? label ?? id}</span>
}

function ChannelMention({ id, label }: { id: string; label: string | undefined }) {
  const { channelName, openChannel } = useDirectory()
  return (
    <button type="button" className="mention" onClick={() => openChannel(id)}>
      #{channelName(id) ?? label ?? id}
    </button>
  )
}
