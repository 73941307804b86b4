import { useMemo } from 'react'
import type { Conversation, Message } from '../../page-api.js'
import { writeRoute } from '../live/hash.js'
import { messageOf } from '../live/http.js'
import { useSandbox } from '../live/sandbox.js'
import { Avatar } from '../ui/avatar.js'
import { Icon } from '../ui/icons.js'
import { Composer } from './composer.js'
import { Members } from './members.js'
import { MessageLog } from './message-log.js'
import { placeOf } from './own-words.js'
import { findUser } from './people.js'
import { mainMessages } from './timeline.js'
import { titleOf } from './title.js'

type Props = { conversation: Conversation; messages: Message[] }

/** A channel or a DM: its head, its messages, and where to write. */
export function ChannelPane({ conversation, messages }: Props) {
  const { route, go } = useSandbox()
  const title = titleOf(conversation)
  return (
    <section className="pane" aria-label={title}>
      <header className="pane-head">
        <h1 dir="auto">
          <ConversationIcon conversation={conversation} />
          {conversation.name}
        </h1>
        <p className="pane-topic" dir="auto" title={conversation.topic}>
          {conversation.topic || <PersonTitle conversation={conversation} />}
        </p>
        {conversation.kind !== 'im' && <Members conversation={conversation} />}
      </header>
      <ConversationBody
        conversation={conversation}
        messages={messages}
        onOpenThread={(thread) => go({ ...route, thread })}
      />
    </section>
  )
}

/** The messages and the composer, for a channel as well as for the Messages tab of the app. */
export function ConversationBody({
  conversation,
  messages,
  onOpenThread,
}: Props & { onOpenThread: (ts: string) => void }) {
  const title = titleOf(conversation)
  const shown = useMemo(() => mainMessages(messages, conversation.id), [messages, conversation.id])
  return (
    <>
      <MessageLog
        key={conversation.id}
        place={placeOf(conversation.id)}
        messages={shown}
        label={`Messages in ${title}`}
        onOpenThread={onOpenThread}
        intro={<Intro conversation={conversation} isBlank={shown.length === 0} />}
      />
      {conversation.isMember ? (
        <Composer channel={conversation.id} label="Message" placeholder={`Message ${title}`} />
      ) : (
        <JoinBar conversation={conversation} />
      )}
    </>
  )
}

function ConversationIcon({ conversation }: { conversation: Conversation }) {
  const { state } = useSandbox()
  if (conversation.kind === 'im') return <Avatar user={findUser(state, conversation.withUser ?? '')} size={26} />
  const name = { channel: 'hash', private: 'lock', mpim: 'people' } as const
  return <Icon name={name[conversation.kind]} size={20} />
}

function PersonTitle({ conversation }: { conversation: Conversation }) {
  const { state } = useSandbox()
  return findUser(state, conversation.withUser ?? '')?.title ?? ''
}

function Intro({ conversation, isBlank }: { conversation: Conversation; isBlank: boolean }) {
  const { state } = useSandbox()
  const other = findUser(state, conversation.withUser ?? '')
  const words =
    conversation.kind === 'channel'
      ? 'Everyone in the workspace can read and join this channel.'
      : conversation.kind === 'private'
        ? 'Only the people in this channel can see it.'
        : other?.isBot
          ? `${asSentence(state.app.description)} Write to it in plain words, or type / for its commands.`
          : 'Only the people in this conversation can see it.'
  return (
    <div className="log-intro">
      {other && <Avatar user={other} size={56} />}
      <h2 dir="auto">{titleOf(conversation)}</h2>
      <p>{words}</p>
      {isBlank && conversation.kind === 'channel' && <FirstSteps />}
    </div>
  )
}

/** A blank channel is where one may land: what can be done from here. */
function FirstSteps() {
  const { me, state } = useSandbox()
  return (
    <ul className="first-steps">
      <li>
        Type <kbd>/</kbd> below for the commands of {state.app.name}, or <code>/daybook help</code> for all of them.
      </li>
      <li>
        <a href={writeRoute({ as: me, view: 'home' })}>What is yours to do today</a> stands in {state.app.name}’s Home.
      </li>
      <li>Who you act as stands at the top of the sidebar: each colleague sees what is theirs.</li>
      {state.hasMail && (
        <li>
          <a href={writeRoute({ as: me, view: 'mail' })}>Write as an outside customer</a>, in the mail room.
        </li>
      )}
    </ul>
  )
}

const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)

function JoinBar({ conversation }: { conversation: Conversation }) {
  const { client, toast } = useSandbox()
  const join = () => client.join(conversation.id).catch((error: unknown) => toast(messageOf(error)))
  return (
    <div className="join-bar">
      <span>
        You are looking at <strong>{titleOf(conversation)}</strong> from outside.
      </span>
      <button type="button" className="button button-solid" onClick={join}>
        Join channel
      </button>
    </div>
  )
}
