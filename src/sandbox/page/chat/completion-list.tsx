import { useSandbox } from '../live/sandbox.js'
import { Avatar } from '../ui/avatar.js'
import type { Completion, Completions } from './completions.js'
import { findUser } from './people.js'

type Props = {
  id: string
  completions: Completions
  active: number
  onPick: (item: Completion) => void
}

const headings = { command: 'Commands', verb: 'Then', person: 'People', channel: 'Channels' }

/** The list over the composer while a command, a person or a channel is being typed. */
export function CompletionList({ id, completions, active, onPick }: Props) {
  const { state } = useSandbox()
  return (
    <div className="completions scroll">
      <p className="completions-head">
        {headings[completions.kind]}
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> to choose, <kbd>Tab</kbd> to take
        </span>
      </p>
      <div role="listbox" id={id} aria-label={headings[completions.kind]}>
        {completions.items.map((item, index) => (
          <div
            key={item.key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className={index === active ? 'completion is-active' : 'completion'}
            ref={index === active ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(item)}
          >
            {completions.kind === 'command' && <Avatar user={findUser(state, state.app.botUserId)} size={24} />}
            {item.userId && <Avatar user={findUser(state, item.userId)} size={24} />}
            <strong dir="auto">{item.title}</strong>
            {item.hint && <code>{item.hint}</code>}
            <small dir="auto">{item.detail}</small>
          </div>
        ))}
      </div>
    </div>
  )
}
