import { useEffect } from 'react'
import type { Conversation, Message, View } from '../../page-api.js'
import { Blocks } from '../blocks/blocks.js'
import { ConversationBody } from '../chat/channel-pane.js'
import { findUser } from '../chat/people.js'
import { SurfaceContext, useSurfaceOf } from '../elements/surface.js'
import { messageOf } from '../live/http.js'
import { useSandbox } from '../live/sandbox.js'
import { Avatar } from '../ui/avatar.js'
import { Icon } from '../ui/icons.js'

type Props = { tab: 'home' | 'messages'; conversation: Conversation | undefined; messages: Message[] }

/** The app itself: its Home for this person, and the direct messages with it. */
export function AppPane({ tab, conversation, messages }: Props) {
  const { state, client, route, go, toast, me } = useSandbox()
  const bot = findUser(state, state.app.botUserId)

  useEffect(() => {
    client.openHome(tab).catch((error: unknown) => toast(messageOf(error)))
  }, [client, tab, me, toast])

  const openMessages = async () => {
    const channel = conversation?.id ?? (await client.openConversation([state.app.botUserId])).id
    go({ channel })
  }
  const ask = async () => {
    const thread = await client.openAgent(route.channel)
    go({ channel: thread.channel, thread: thread.threadTs })
  }
  const attempt = (work: () => Promise<void>) => () => void work().catch((error: unknown) => toast(messageOf(error)))

  return (
    <section className="pane" aria-label={state.app.name}>
      <header className="pane-head">
        <h1>
          <Avatar user={bot} size={26} />
          {state.app.name}
          <span className="badge">APP</span>
        </h1>
        <div className="tabs" role="tablist" aria-label={state.app.name}>
          {state.app.hasHome && (
            <button type="button" role="tab" aria-selected={tab === 'home'} onClick={() => go({ view: 'home' })}>
              Home
            </button>
          )}
          <button type="button" role="tab" aria-selected={tab === 'messages'} onClick={attempt(openMessages)}>
            Messages
          </button>
        </div>
        {state.app.hasAgent && (
          <button type="button" className="button" onClick={attempt(ask)}>
            <Icon name="spark" size={16} /> Ask {state.app.name}
          </button>
        )}
      </header>
      {tab === 'messages' && conversation ? (
        <ConversationBody
          conversation={conversation}
          messages={messages}
          onOpenThread={(thread) => go({ ...route, thread })}
        />
      ) : (
        <HomeTab home={state.home} appName={state.app.name} />
      )}
    </section>
  )
}

function HomeTab({ home, appName }: { home: View | null; appName: string }) {
  if (!home) {
    return (
      <div className="empty" role="tabpanel">
        <Icon name="book" size={34} />
        <h2>{appName} hasn't set up your Home yet</h2>
        <p>It appears here as soon as the app publishes it.</p>
      </div>
    )
  }
  return <HomeView home={home} />
}

function HomeView({ home }: { home: View }) {
  const surface = useSurfaceOf({ type: 'view', viewId: home.id }, home.blocks)
  return (
    <div className="home scroll" role="tabpanel" aria-label="Home" tabIndex={0}>
      <div className="home-sheet">
        <SurfaceContext value={surface}>
          <Blocks blocks={home.blocks} />
        </SurfaceContext>
      </div>
    </div>
  )
}
