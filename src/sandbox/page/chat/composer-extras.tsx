import { useRef } from 'react'
import { messageOf } from '../live/http.js'
import { useSandbox } from '../live/sandbox.js'
import { Icon } from '../ui/icons.js'
import { Menu } from '../ui/menu.js'

type Props = {
  threadTs: string | undefined
  onInsert: (mark: string) => void
  onAttach: (files: readonly File[]) => void
}

/** Beside the composer: attach files, mention somebody, start a command, run a shortcut. */
export function ComposerExtras({ threadTs, onInsert, onAttach }: Props) {
  const { client, state, toast } = useSandbox()
  const picker = useRef<HTMLInputElement>(null)
  const attempt = (work: Promise<unknown>) => work.catch((error: unknown) => toast(messageOf(error)))
  const shortcuts = state.shortcuts
    .filter((it) => it.type === 'global')
    .map((it) => ({
      key: it.callbackId,
      label: it.name,
      hint: it.description,
      onPick: () => void attempt(client.runShortcut({ callbackId: it.callbackId })),
    }))

  return (
    <>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          onAttach([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      <button type="button" className="icon-button" aria-label="Attach files" onClick={() => picker.current?.click()}>
        <Icon name="clip" />
      </button>
      <button type="button" className="icon-button" aria-label="Mention somebody" onClick={() => onInsert('@')}>
        <span className="glyph">@</span>
      </button>
      {!threadTs && (
        <button type="button" className="icon-button" aria-label="Slash command" onClick={() => onInsert('/')}>
          <span className="glyph glyph-boxed">/</span>
        </button>
      )}
      {shortcuts.length > 0 && (
        <Menu label="Shortcuts" items={shortcuts}>
          <Icon name="bolt" />
        </Menu>
      )}
    </>
  )
}
