import type { Message } from '../../page-api.js'
import { withEmoji } from '../blocks/plain-text.js'
import { messageOf } from '../live/http.js'
import { useSandbox } from '../live/sandbox.js'
import { findUser } from './people.js'

/** Who reacted with what; a click adds or takes back one's own. */
export function Reactions({ message }: { message: Message }) {
  const { me, state, client, toast } = useSandbox()
  if (message.reactions.length === 0) return null
  return (
    <div className="reactions">
      {message.reactions.map(({ name, users }) => (
        <button
          key={name}
          type="button"
          className="reaction"
          aria-pressed={users.includes(me)}
          aria-label={`${name}, ${users.length}`}
          title={users.map((id) => findUser(state, id)?.realName ?? id).join(', ')}
          onClick={() =>
            client
              .toggleReaction({ channel: message.channel, ts: message.ts, name })
              .catch((error: unknown) => toast(messageOf(error)))
          }
        >
          <span aria-hidden="true">{withEmoji(`:${name}:`)}</span> {users.length}
        </button>
      ))}
    </div>
  )
}
