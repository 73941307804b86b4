import { useEffect } from 'react'
import type { Conversation, Message, State } from '../page-api.js'
import { ChannelPane } from './chat/channel-pane.js'
import { ThreadPane } from './chat/thread-pane.js'
import { AppPane } from './home/app-pane.js'
import type { Route } from './live/hash.js'
import { useSandbox } from './live/sandbox.js'
import { MailRoom } from './mail/mail-room.js'

/** The conversation the route names or, when it names none, the first of one's channels in which something was said. */
export function shownConversation(state: State, route: Route): Conversation | undefined {
  if (route.channel) return state.conversations.find((it) => it.id === route.channel)
  const channels = state.conversations.filter((it) => it.kind === 'channel' && it.isMember)
  const byName = channels.toSorted((a, b) => a.name.localeCompare(b.name))
  const spoken = byName.find(({ id }) => state.messages.some((message) => message.channel === id))
  return spoken ?? byName[0] ?? state.conversations[0]
}

type Props = { conversation: Conversation | undefined; messages: Message[] }

/** What stands beside the sidebar: mail room, the app, or a conversation and perhaps one of its threads. */
export function Place({ conversation, messages }: Props) {
  const { state, route, go } = useSandbox()
  const thread = route.view ? undefined : route.thread
  const closeThread = () => go({ ...(route.channel && { channel: route.channel }) })
  useEscape(thread ? closeThread : undefined)

  if (route.view === 'mail') return <MailRoom />
  if (route.view === 'home') {
    const direct = state.conversations.find((it) => it.withUser === state.app.botUserId)
    return <AppPane tab="home" conversation={direct} messages={messages} />
  }
  if (!conversation) return <Unknown />
  return (
    <>
      {conversation.withUser === state.app.botUserId ? (
        <AppPane tab="messages" conversation={conversation} messages={messages} />
      ) : (
        <ChannelPane conversation={conversation} messages={messages} />
      )}
      {thread && <ThreadPane conversation={conversation} messages={messages} threadTs={thread} onClose={closeThread} />}
    </>
  )
}

function Unknown() {
  return (
    <section className="pane">
      <div className="empty">
        <h2>This conversation isn't here</h2>
        <p>It belongs to somebody else, or it is only just being opened.</p>
      </div>
    </section>
  )
}

/** Escape closes the thread unless something nearer to the eye, such as a list or a dialog, takes it first. */
function useEscape(onEscape: (() => void) | undefined) {
  useEffect(() => {
    if (!onEscape) return
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open]')) onEscape()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [onEscape])
}
