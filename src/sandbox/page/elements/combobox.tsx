import { useEffect, useId, useRef, useState } from 'react'
import { Icon } from '../ui/icons.js'
import { Popover } from '../ui/popover.js'

export type Choice = { value: string; label: string; hint?: string }
export type ChoiceGroup = { label: string; choices: Choice[] }

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
  /** Finds what fits the typed words. */
  search: (query: string) => Promise<ChoiceGroup[]>
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
      {isMultiple &&
        selected.map((choice) => (
          <span key={choice.value} className="chip">
            {choice.label}
            <button
              type="button"
              aria-label={`Remove ${choice.label}`}
              onClick={() => onSelect(selected.filter((it) => it.value !== choice.value))}
            >
              <Icon name="close" size={12} />
            </button>
          </span>
        ))}
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
            <ChoiceList
              {...{ listId, groups: found.groups, active, selected, pick }}
              note={found.note ?? (choices.length === 0 ? 'Nothing fits' : undefined)}
            />
          </div>
        </Popover>
      )}
    </div>
  )
}

type ListProps = {
  listId: string
  groups: ChoiceGroup[]
  active: number
  selected: Choice[]
  note: string | undefined
  pick: (choice: Choice) => void
}

function ChoiceList({ listId, groups, active, selected, note, pick }: ListProps) {
  if (note) return <p className="listbox-note">{note}</p>
  let index = -1
  return groups.map((group) => (
    <div key={group.label} role="group" aria-label={group.label || undefined}>
      {group.label && <p className="listbox-group">{group.label}</p>}
      {group.choices.map((choice) => {
        index += 1
        const isActive = index === active
        return (
          <div
            key={choice.value}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={selected.some((it) => it.value === choice.value)}
            className={isActive ? 'option is-active' : 'option'}
            ref={isActive ? scrollIntoView : undefined}
            // The input keeps the focus, or its blur would close the list before the click arrives.
            onMouseDown={(event) => event.preventDefault()}
            onClick={(event) => {
              event.stopPropagation()
              pick(choice)
            }}
          >
            <span dir="auto">{choice.label}</span>
            {choice.hint && <small dir="auto">{choice.hint}</small>}
          </div>
        )
      })}
    </div>
  ))
}

function scrollIntoView(element: HTMLElement | null) {
  element?.scrollIntoView({ block: 'nearest' })
}

type Found = { groups: ChoiceGroup[]; note: string | undefined }

/** Searches while the list is open; an answer that was overtaken by a newer question is dropped. */
function useSearch(search: Props['search'], isOpen: boolean, query: string, minQueryLength: number): Found {
  const [found, setFound] = useState<Found>({ groups: [], note: 'Searching…' })
  const latest = useRef(search)
  latest.current = search

  useEffect(() => {
    if (!isOpen) return
    if (query.trim().length < minQueryLength) {
      const letters = minQueryLength === 1 ? 'a letter' : `${minQueryLength} letters`
      return setFound({ groups: [], note: `Type at least ${letters} to search` })
    }
    let isStale = false
    latest.current(query.trim()).then(
      (groups) => isStale || setFound({ groups, note: undefined }),
      () => isStale || setFound({ groups: [], note: "The choices couldn't be loaded" }),
    )
    return () => {
      isStale = true
    }
  }, [isOpen, query, minQueryLength])

  return found
}

/** A search in choices that are already here: every typed word must occur. */
export function filterChoices(groups: ChoiceGroup[], query: string): ChoiceGroup[] {
  const words = query.toLocaleLowerCase().split(/\s+/)
  const fits = (choice: Choice) => {
    const text = `${choice.label} ${choice.hint ?? ''}`.toLocaleLowerCase()
    return words.every((word) => text.includes(word))
  }
  return groups
    .map((group) => ({ ...group, choices: group.choices.filter(fits) }))
    .filter((group) => group.choices.length > 0)
}
