import { useEffect, useRef, useState } from 'react'
import type { State } from '../../page-api.js'
import { findUser } from '../chat/people.js'
import { titleOf } from '../chat/title.js'
import { messageOf } from '../live/http.js'
import { type Sandbox, useSandbox } from '../live/sandbox.js'
import { Avatar } from '../ui/avatar.js'
import { Icon, type IconName } from '../ui/icons.js'

type Target = { key: string; label: string; hint: string; icon: IconName | { user: string }; open: Opening }
type Opening = (sandbox: Sandbox) => void | Promise<void>

/** Ctrl+K: type a few letters of a channel or a person and press Enter. */
export function JumpDialog({ onClose }: { onClose: () => void }) {
  const sandbox = useSandbox()
  const dialog = useRef<HTMLDialogElement>(null)
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const targets = findTargets(sandbox.state, sandbox.me, query)

  useEffect(() => {
    if (dialog.current && !dialog.current.open) dialog.current.showModal()
  }, [])

  const open = (target: Target | undefined) => {
    if (!target) return
    onClose()
    Promise.resolve(target.open(sandbox)).catch((error: unknown) => sandbox.toast(messageOf(error)))
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) setActive((active + step + targets.length) % Math.max(1, targets.length))
    else if (event.key === 'Enter') open(targets[active])
    else return
    event.preventDefault()
  }

  return (
    <dialog
      ref={dialog}
      className="dialog jump"
      aria-label="Jump to"
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onPointerDown={(event) => event.target === dialog.current && onClose()}
    >
      <div className="jump-search">
        <Icon name="search" />
        <input
          role="combobox"
          aria-label="Jump to"
          aria-expanded="true"
          aria-controls="jump-list"
          aria-activedescendant={targets[active] ? `jump-${active}` : undefined}
          placeholder="A channel, a person, the mail room…"
          data-autofocus
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
        />
        <kbd>Esc</kbd>
      </div>
      <div role="listbox" id="jump-list" aria-label="Places" className="jump-list scroll">
        {targets.map((target, index) => (
          <div
            key={target.key}
            id={`jump-${index}`}
            role="option"
            aria-selected={index === active}
            className={index === active ? 'option is-active' : 'option'}
            ref={index === active ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
            onClick={() => open(target)}
          >
            {typeof target.icon === 'string' ? (
              <Icon name={target.icon} />
            ) : (
              <Avatar user={findUser(sandbox.state, target.icon.user)} size={22} />
            )}
            <span dir="auto">{target.label}</span>
            <small dir="auto">{target.hint}</small>
          </div>
        ))}
        {targets.length === 0 && <p className="listbox-note">Nothing by that name</p>}
      </div>
    </dialog>
  )
}

function findTargets(state: State, me: string, query: string): Target[] {
  const words = query.toLocaleLowerCase().split(/\s+/)
  const all = [...places(state), ...conversations(state), ...otherPeople(state, me)]
  return all.filter((it) => {
    const text = `${it.label} ${it.hint}`.toLocaleLowerCase()
    return words.every((word) => text.includes(word))
  })
}

function places(state: State): Target[] {
  const home: Target = {
    key: 'home',
    label: 'Home',
    hint: state.app.name,
    icon: 'home',
    open: (it) => it.go({ view: 'home' }),
  }
  const mail: Target = {
    key: 'mail',
    label: 'Mail room',
    hint: '',
    icon: 'mail',
    open: (it) => it.go({ view: 'mail' }),
  }
  return state.hasMail ? [home, mail] : [home]
}

function conversations(state: State): Target[] {
  return state.conversations.map((it) => ({
    key: it.id,
    label: titleOf(it),
    hint: it.kind === 'im' ? (findUser(state, it.withUser ?? '')?.title ?? '') : it.topic,
    icon: it.withUser ? { user: it.withUser } : it.kind === 'private' ? 'lock' : it.kind === 'mpim' ? 'people' : 'hash',
    open: (sandbox) => sandbox.go({ channel: it.id }),
  }))
}

/** People one hasn't written to yet: the conversation is opened first. */
function otherPeople(state: State, me: string): Target[] {
  const known = new Set(state.conversations.map((it) => it.withUser))
  return state.users
    .filter((user) => user.id !== me && user.id !== 'USLACKBOT' && !known.has(user.id))
    .map((user) => ({
      key: user.id,
      label: user.realName,
      hint: user.title,
      icon: { user: user.id },
      open: async (sandbox) => sandbox.go({ channel: (await sandbox.client.openConversation([user.id])).id }),
    }))
}
