import { Dialog } from './dialog.js'

const KEYS: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['Ctrl', 'K'], 'jump to a channel, a person, the mail room'],
  [['Ctrl', '/'], 'this list'],
  [['Enter'], 'send, or take what is offered'],
  [['Shift', 'Enter'], 'a new line'],
  [['↑'], 'in an empty field: the last line again'],
  [['Tab'], 'on to the messages, the buttons of one, the fields of a form'],
  [['↑', '↓'], 'on the messages: from one to the next; Enter opens its thread'],
  [['/'], 'a command, then what it takes'],
  [['@'], 'a colleague'],
  [['#'], 'a channel'],
  [['Esc'], 'close the list, the dialog or the thread'],
]

/** Ctrl+/: what the keyboard does here. On a Mac ⌘ is as good as Ctrl. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keyboard" onClose={onClose}>
      <dl className="keys">
        {KEYS.map(([keys, what]) => (
          <div key={what}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
