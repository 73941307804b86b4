import { useRef, useState } from 'react'
import type { User } from '../../page-api.js'
import { findUser } from '../chat/people.js'
import { useSandbox } from '../live/sandbox.js'
import { Avatar } from '../ui/avatar.js'
import { Icon } from '../ui/icons.js'
import { Popover } from '../ui/popover.js'

/** Who one acts as; choosing another person shows the workspace through their eyes. */
export function PersonSwitcher() {
  const { me, state, route, go } = useSandbox()
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const person = findUser(state, me)

  const choose = (user: User) => {
    setOpen(false)
    button.current?.focus()
    go({ ...staysOpen(route.channel, state.conversations), ...(route.view && { view: route.view }), as: user.id })
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        className="person"
        aria-label="Acting as"
        aria-description={person ? `${person.realName}, ${person.title}` : undefined}
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Avatar user={person} size={34} />
        <span>
          <small>Acting as</small>
          <strong dir="auto">{person?.realName ?? me}</strong>
          <small dir="auto">{person?.title}</small>
        </span>
        <Icon name="chevron" size={16} />
      </button>
      {isOpen && (
        <Popover anchor={button} matchWidth maxHeight={600} className="person-panel" onDismiss={() => setOpen(false)}>
          <PersonList
            people={state.users.filter((user) => !user.isBot)}
            me={me}
            onChoose={choose}
            onClose={() => {
              setOpen(false)
              button.current?.focus()
            }}
          />
        </Popover>
      )}
    </>
  )
}

/** A public channel is there for everybody; a DM of one person isn't another's. */
function staysOpen(channel: string | undefined, conversations: { id: string; kind: string }[]) {
  return conversations.some((it) => it.id === channel && it.kind === 'channel') && channel ? { channel } : {}
}

type ListProps = { people: User[]; me: string; onChoose: (user: User) => void; onClose: () => void }

function PersonList({ people, me, onChoose, onClose }: ListProps) {
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const wanted = query.toLocaleLowerCase()
  const found = people.filter((it) => `${it.realName} ${it.title}`.toLocaleLowerCase().includes(wanted))
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const choice = found[active]
    if (step !== 0) setActive((active + step + found.length) % Math.max(1, found.length))
    else if (event.key === 'Enter' && choice) onChoose(choice)
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <>
      <input
        className="input"
        aria-label="Find a person"
        placeholder="Find a person or a title"
        data-autofocus
        value={query}
        onChange={(event) => {
          setQuery(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div role="listbox" aria-label="People">
        {found.map((user, index) => (
          <div
            key={user.id}
            role="option"
            aria-selected={user.id === me}
            className={index === active ? 'option person-option is-active' : 'option person-option'}
            ref={index === active ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
            onClick={() => onChoose(user)}
          >
            <Avatar user={user} size={28} />
            <span>
              <strong dir="auto">{user.realName}</strong>
              <small dir="auto">{user.title}</small>
            </span>
            {user.id === me && <Icon name="check" size={16} />}
          </div>
        ))}
        {found.length === 0 && <p className="listbox-note">Nobody by that name</p>}
      </div>
    </>
  )
}
