import { useId, useRef, useState } from 'react'
import { Icon } from '../ui/icons.js'
import { Popover } from '../ui/popover.js'
import { ChoiceOptions } from './choice-options.js'
import { type Choice, type Search, useSearch } from './choices.js'

type Props = {
  label: string
  labelledBy?: string | undefined
  describedBy?: string | undefined
  placeholder: string
  selected: Choice[]
  isMultiple?: boolean
  isInvalid?: boolean
  canClear?: boolean
  isBusy?: boolean
  autoFocus?: boolean
  search: Search
  minQueryLength?: number
  onSelect: (selected: Choice[]) => void
}

/** A searchable select box: the list opens on click or typing, arrows and Enter choose, Escape closes. */
export function Combobox(props: Props) {
  const { label, labelledBy, describedBy, selected, isMultiple = false, onSelect } = props
  const listId = useId()
  const box = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const [isOpen, setOpen] = useState(false)
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const found = useSearch(props.search, isOpen, query, props.minQueryLength ?? 0)
  const choices = found.groups.flatMap((group) => group.choices)
  const single = isMultiple ? undefined : selected[0]

  const open = () => {
    setActive(0)
    setOpen(true)
  }
  const close = () => {
    setOpen(false)
    setQuery('')
  }
  const pick = (choice: Choice) => {
    const isChosen = selected.some((it) => it.value === choice.value)
    if (!isMultiple) onSelect([choice])
    else onSelect(isChosen ? selected.filter((it) => it.value !== choice.value) : [...selected, choice])
    close()
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (!isOpen) return open()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setActive((choices.length + active + step) % Math.max(choices.length, 1))
    } else if (event.key === 'Enter' && isOpen) {
      event.preventDefault()
      const choice = choices[active]
      if (choice) pick(choice)
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault()
      event.stopPropagation()
      close()
    } else if (event.key === 'Backspace' && query === '' && (isMultiple || props.canClear)) {
      onSelect(selected.slice(0, -1))
    }
  }

  return (
    <div
      ref={box}
      className={`combobox${props.isInvalid ? ' is-invalid' : ''}`}
      data-multiple={isMultiple || undefined}
      onClick={() => input.current?.focus()}
    >
      {isMultiple && <Chips choices={selected} onChange={onSelect} />}
      <input
        ref={input}
        role="combobox"
        dir="auto"
        autoComplete="off"
        aria-label={labelledBy ? undefined : label}
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-activedescendant={isOpen && choices[active] ? `${listId}-${active}` : undefined}
        aria-invalid={props.isInvalid || undefined}
        aria-busy={props.isBusy || undefined}
        data-autofocus={props.autoFocus || undefined}
        placeholder={isMultiple && selected.length > 0 ? '' : (single?.label ?? props.placeholder)}
        className={single ? 'has-choice' : ''}
        value={isOpen ? query : (single?.label ?? '')}
        onChange={(event) => {
          setQuery(event.target.value)
          open()
        }}
        onClick={() => (isOpen ? undefined : open())}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      <Icon name="chevron" size={16} />
      {isOpen && (
        <Popover anchor={box} matchWidth className="listbox-panel" onDismiss={close}>
          <div role="listbox" id={listId} aria-label={label} aria-multiselectable={isMultiple || undefined}>
            <ChoiceOptions
              {...{ listId, groups: found.groups, active, selected, pick }}
              note={found.note ?? (choices.length === 0 ? 'Nothing fits' : undefined)}
            />
          </div>
        </Popover>
      )}
    </div>
  )
}

function Chips({ choices, onChange }: { choices: Choice[]; onChange: (choices: Choice[]) => void }) {
  return choices.map((choice) => (
    <span key={choice.value} className="chip">
      {choice.label}
      <button
        type="button"
        aria-label={`Remove ${choice.label}`}
        onClick={() => onChange(choices.filter((it) => it.value !== choice.value))}
      >
        <Icon name="close" size={12} />
      </button>
    </span>
  ))
}
