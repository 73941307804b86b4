import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { useSandbox } from '../live/sandbox.js'
import { Icon } from '../ui/icons.js'
import { CompletionList } from './completion-list.js'
import { type Completion, type Completions, completionsFor } from './completions.js'
import { ComposerExtras } from './composer-extras.js'
import { ComposerFiles } from './composer-files.js'
import { useSend } from './use-send.js'

type Props = {
  channel: string
  threadTs?: string
  label: string
  placeholder: string
  /** In a thread: whether a reply may be sent to the conversation as well. */
  canBroadcast?: boolean
}

/** Where one writes: Enter sends, Shift+Enter starts a new line, ↑ brings the last line back, `/`, `@` and `#` offer what they could mean. */
export function Composer({ channel, threadTs, label, placeholder, canBroadcast = false }: Props) {
  const { state } = useSandbox()
  const listId = useId()
  const input = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useDraft<string>(`${channel} ${threadTs ?? ''}`, '')
  const [cursor, setCursor] = useState(0)
  const [active, setActive] = useState(0)
  const [isDismissed, setDismissed] = useState(false)
  const [alsoToChannel, setAlsoToChannel] = useState(false)
  const [lastSent, setLastSent] = useState('')
  const cursorToBe = useRef<number>(undefined)
  const [files, setFiles] = useDraft<readonly File[]>(`${channel} ${threadTs ?? ''}`, NO_FILES)
  const attach = (more: readonly File[]) => setFiles((all) => [...all, ...more].slice(0, MOST_FILES))
  const send = useSend(channel, threadTs)
  const found = isDismissed ? undefined : completionsFor(text, cursor, state)
  const isListOpen = found !== undefined && found.items.length > 0 && !isAlreadyTyped(found, text, cursor)

  useLayoutEffect(() => growToContent(input.current, text), [text])
  // Before the next key and not a frame later: who types on at once would have the cursor pulled back under the words.
  useLayoutEffect(() => {
    const at = cursorToBe.current
    cursorToBe.current = undefined
    if (at !== undefined) input.current?.setSelectionRange(at, at)
  })
  useEffect(() => input.current?.focus({ preventScroll: true }), [channel, threadTs])

  const edit = (next: string, at: number) => {
    setText(next)
    setCursor(at)
    setActive(0)
    setDismissed(false)
  }
  const take = (item: Completion) => {
    if (!found) return
    const next = text.slice(0, found.from) + item.insert + text.slice(cursor)
    const at = found.from + item.insert.length
    cursorToBe.current = at
    edit(next, at)
  }
  const submit = async () => {
    const line = text.trim()
    if (line === '' && files.length === 0) return
    edit('', 0)
    setFiles(NO_FILES)
    setLastSent(line)
    const wasSent = await send(line, alsoToChannel, files)
    if (wasSent) return
    setText((current) => (current === '' ? line : current))
    setFiles((current) => (current.length === 0 ? files : current))
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (isListOpen && found) {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
      const item = found.items[active]
      if (step !== 0) setActive((active + step + found.items.length) % found.items.length)
      else if (event.key === 'Escape') setDismissed(true)
      else if ((event.key === 'Tab' || event.key === 'Enter') && item) take(item)
      else return
      event.preventDefault()
      event.stopPropagation()
    } else if (event.key === 'ArrowUp' && text === '' && lastSent !== '') {
      event.preventDefault()
      edit(lastSent, lastSent.length)
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      void submit()
    }
  }

  return (
    <div className="composer">
      {isListOpen && found && <CompletionList id={listId} completions={found} active={active} onPick={take} />}
      <div
        className="composer-box"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault()
          attach([...event.dataTransfer.files])
        }}
      >
        <ComposerFiles files={files} onRemove={(gone) => setFiles((all) => all.filter((file) => file !== gone))} />
        <textarea
          ref={input}
          rows={1}
          dir="auto"
          aria-label={label}
          aria-autocomplete="list"
          aria-controls={isListOpen ? listId : undefined}
          aria-activedescendant={isListOpen ? `${listId}-${active}` : undefined}
          placeholder={placeholder}
          value={text}
          onChange={(event) => edit(event.target.value, event.target.selectionStart)}
          onSelect={(event) => setCursor(event.currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
        />
        <div className="composer-bar">
          <ComposerExtras
            threadTs={threadTs}
            onInsert={(mark) => edit(text + mark, text.length + 1)}
            onAttach={attach}
          />
          {canBroadcast && (
            <label className="composer-also">
              <input
                type="checkbox"
                checked={alsoToChannel}
                onChange={(event) => setAlsoToChannel(event.target.checked)}
              />
              Also send to the conversation
            </label>
          )}
          <span className="composer-keys" aria-hidden="true">
            <kbd>Shift</kbd> <kbd>Enter</kbd> for a new line
          </span>
          <button
            type="button"
            className="composer-send"
            aria-label={threadTs ? 'Send reply' : 'Send'}
            disabled={text.trim() === '' && files.length === 0}
            onClick={() => void submit()}
          >
            <Icon name="send" />
          </button>
        </div>
      </div>
    </div>
  )
}

/** Nothing to offer once the only thing that fits stands there in full: Enter sends it then. */
function isAlreadyTyped({ from, items }: Completions, text: string, cursor: number): boolean {
  return items.length === 1 && items[0]?.insert.trim() === text.slice(from, cursor)
}

/** What was typed or attached in each conversation waits there until one comes back. */
function useDraft<T extends string | readonly File[]>(place: string, nothing: T) {
  const [drafts, setDrafts] = useState<Record<string, T>>({})
  const set = (next: T | ((current: T) => T)) =>
    setDrafts((all) => ({ ...all, [place]: typeof next === 'function' ? next(all[place] ?? nothing) : next }))
  return [drafts[place] ?? nothing, set] as const
}

const NO_FILES: readonly File[] = []
/** As Slack does. */
const MOST_FILES = 10

const maxHeight = 220

function growToContent(element: HTMLTextAreaElement | null, _text: string) {
  if (!element) return
  element.style.height = 'auto'
  element.style.height = `${Math.min(element.scrollHeight, maxHeight)}px`
}
