import type { Message } from '../../page-api.js'
import { unescape } from '../blocks/mrkdwn.js'
import { messageOf } from '../live/http.js'
import { useSandbox } from '../live/sandbox.js'
import { Icon } from '../ui/icons.js'
import { Menu } from '../ui/menu.js'

const quickReactions = [
  { name: 'white_check_mark', emoji: '✅' },
  { name: 'eyes', emoji: '👀' },
  { name: 'tada', emoji: '🎉' },
]

type Props = { message: Message; onOpenThread: ((ts: string) => void) | undefined }

/** What appears over a message under the pointer or the keyboard's focus. */
export function MessageTools({ message, onOpenThread }: Props) {
  const { state, client, toast } = useSandbox()
  const { channel, ts } = message
  const attempt = (work: Promise<unknown>) => work.catch((error: unknown) => toast(messageOf(error)))
  const shortcuts = state.shortcuts.filter((it) => it.type === 'message')
  const items = [
    ...shortcuts.map((it) => ({
      key: it.callbackId,
      label: it.name,
      hint: state.app.name,
      onPick: () => void attempt(client.runShortcut({ callbackId: it.callbackId, message: { channel, ts } })),
    })),
    {
      key: 'copy',
      label: 'Copy text',
      onPick: () => void attempt(navigator.clipboard.writeText(unescape(message.text))),
    },
  ]

  return (
    <div className="message-tools" role="toolbar" aria-label="Message actions">
      {quickReactions.map(({ name, emoji }) => (
        <button
          key={name}
          type="button"
          className="icon-button"
          aria-label={`React with ${name}`}
          onClick={() => void attempt(client.toggleReaction({ channel, ts, name }))}
        >
          {emoji}
        </button>
      ))}
      {onOpenThread && (
        <button
          type="button"
          className="icon-button"
          aria-label="Reply in thread"
          onClick={() => onOpenThread(message.threadTs ?? ts)}
        >
          <Icon name="reply" />
        </button>
      )}
      <Menu label="More actions" items={items}>
        <Icon name="more" />
      </Menu>
    </div>
  )
}
