import type { Choice, ChoiceGroup } from './choices.js'

type ListProps = {
  listId: string
  groups: ChoiceGroup[]
  active: number
  selected: Choice[]
  note: string | undefined
  pick: (choice: Choice) => void
}

/** The options of an open list, under the headings of their groups. */
export function ChoiceOptions({ listId, groups, active, selected, note, pick }: ListProps) {
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
