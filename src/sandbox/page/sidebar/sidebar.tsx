import { useState } from 'react'
import type { Conversation } from '../../page-api.js'
import { findUser } from '../chat/people.js'
import { writeRoute } from '../live/hash.js'
import { useSandbox } from '../live/sandbox.js'
import type { Connection } from '../live/use-live.js'
import { Avatar } from '../ui/avatar.js'
import { Icon, type IconName } from '../ui/icons.js'
import { NewChannel } from './new-channel.js'
import { PersonSwitcher } from './person-switcher.js'

type Props = { connection: Connection; isUnread: (it: Conversation) => boolean; onJump: () => void }

/** Where one can go, and who one is. */
export function Sidebar({ connection, isUnread, onJump }: Props) {
  const { state, route } = useSandbox()
  const [isNaming, setNaming] = useState(false)
  const channels = state.conversations.filter((it) => it.kind === 'channel' || it.kind === 'private')
  const directs = state.conversations.filter((it) => it.kind === 'im' || it.kind === 'mpim')
  const appDirect = directs.find((it) => it.withUser === state.app.botUserId)
  const people = directs.filter((it) => it !== appDirect)

  return (
    <aside className="sidebar">
      <header className="workspace">
        <span className="workspace-mark" aria-hidden="true">
          {state.team.name.slice(0, 1)}
        </span>
        <span>
          <strong dir="auto">{state.team.name}</strong>
          <small>Sandbox workspace</small>
        </span>
      </header>
      <PersonSwitcher />
      <button type="button" className="jump-button" onClick={onJump}>
        <Icon name="search" size={16} /> Jump to… <kbd>Ctrl K</kbd>
      </button>
      <nav className="nav scroll" aria-label="Workspace">
        <div className="nav-group">
          <NavLink to={{ view: 'home' }} icon="home" label="Home" isCurrent={route.view === 'home'} />
          {state.hasMail && (
            <NavLink to={{ view: 'mail' }} icon="mail" label="Mail room" isCurrent={route.view === 'mail'} />
          )}
        </div>
        <NavGroup title="Channels" action={{ label: 'New channel', onClick: () => setNaming(true) }}>
          {sortByName(channels).map((it) => (
            <ConversationLink key={it.id} conversation={it} isUnread={isUnread(it)} />
          ))}
        </NavGroup>
        <NavGroup title="Direct messages" action={{ label: 'New message', onClick: onJump }}>
          {sortByName(people).map((it) => (
            <ConversationLink key={it.id} conversation={it} isUnread={isUnread(it)} />
          ))}
          {people.length === 0 && <p className="nav-empty">Write to somebody with +</p>}
        </NavGroup>
        <NavGroup title="Apps">
          <AppLink conversation={appDirect} isUnread={appDirect ? isUnread(appDirect) : false} />
        </NavGroup>
      </nav>
      <Status connection={connection} isAppThere={state.appConnected} appName={state.app.name} />
      {isNaming && <NewChannel onClose={() => setNaming(false)} />}
    </aside>
  )
}

function sortByName(conversations: Conversation[]): Conversation[] {
  return conversations.toSorted((a, b) => Number(b.isMember) - Number(a.isMember) || a.name.localeCompare(b.name))
}

type GroupProps = { title: string; action?: { label: string; onClick: () => void }; children: React.ReactNode }

function NavGroup({ title, action, children }: GroupProps) {
  return (
    <div className="nav-group">
      <h2 className="nav-title">
        {title}
        {action && (
          <button type="button" aria-label={action.label} onClick={action.onClick}>
            <Icon name="plus" size={15} />
          </button>
        )}
      </h2>
      {children}
    </div>
  )
}

type LinkProps = { to: { view?: 'home' | 'mail'; channel?: string }; icon: IconName; label: string; isCurrent: boolean }

function NavLink({ to, icon, label, isCurrent }: LinkProps) {
  const { me } = useSandbox()
  return (
    <a className="nav-link" href={writeRoute({ as: me, ...to })} aria-current={isCurrent ? 'page' : undefined}>
      <Icon name={icon} />
      <span>{label}</span>
    </a>
  )
}

function ConversationLink({ conversation, isUnread }: { conversation: Conversation; isUnread: boolean }) {
  const { me, state, route } = useSandbox()
  const isCurrent = route.channel === conversation.id
  const className = `nav-link${isUnread ? ' is-unread' : ''}${conversation.isMember ? '' : ' is-outside'}`
  return (
    <a
      className={className}
      href={writeRoute({ as: me, channel: conversation.id })}
      aria-current={isCurrent ? 'page' : undefined}
      data-unread={isUnread || undefined}
    >
      {conversation.kind === 'im' ? (
        <Avatar user={findUser(state, conversation.withUser ?? '')} size={20} />
      ) : (
        <Icon name={conversation.kind === 'channel' ? 'hash' : conversation.kind === 'private' ? 'lock' : 'people'} />
      )}
      <span dir="auto">{conversation.name}</span>
      {isUnread && <i className="unread-dot" title="Unread" />}
    </a>
  )
}

function AppLink({ conversation, isUnread }: { conversation: Conversation | undefined; isUnread: boolean }) {
  const { me, state, route, client, go } = useSandbox()
  const isCurrent = conversation !== undefined && route.channel === conversation.id
  const open = async (event: React.MouseEvent) => {
    if (conversation) return
    event.preventDefault()
    go({ channel: (await client.openConversation([state.app.botUserId])).id })
  }
  return (
    <a
      className={`nav-link${isUnread ? ' is-unread' : ''}`}
      href={writeRoute({ as: me, ...(conversation && { channel: conversation.id }) })}
      aria-current={isCurrent ? 'page' : undefined}
      data-unread={isUnread || undefined}
      onClick={(event) => void open(event)}
    >
      <Avatar user={findUser(state, state.app.botUserId)} size={20} />
      <span>{state.app.name}</span>
      {isUnread && <i className="unread-dot" title="Unread" />}
    </a>
  )
}

function Status({ connection, isAppThere, appName }: { connection: Connection; isAppThere: boolean; appName: string }) {
  const words =
    connection === 'lost'
      ? 'Connection lost, trying again…'
      : connection === 'connecting'
        ? 'Connecting…'
        : isAppThere
          ? `Live, ${appName} is connected`
          : `Waiting for ${appName} to connect`
  const tone = connection === 'live' && isAppThere ? 'good' : 'waiting'
  return (
    <p className="status" data-tone={tone} role="status">
      <i aria-hidden="true" /> {words}
    </p>
  )
}
