import { type ReactNode, useRef, useState } from 'react'
import { Popover } from './popover.js'

export type MenuItem = { key: string; label: string; hint?: string; onPick: () => void }
type Props = { label: string; items: MenuItem[]; className?: string; disabled?: boolean; children: ReactNode }

/** A button that opens a list of things to do; arrows move, Enter picks, Escape closes. */
export function Menu({ label, items, className = 'icon-button', disabled = false, children }: Props) {
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        disabled={disabled}
        onClick={() => setOpen(!isOpen)}
      >
        {children}
      </button>
      {isOpen && (
        <Popover anchor={button} align="end" className="menu" onDismiss={() => setOpen(false)}>
          <div role="menu" aria-label={label} onKeyDown={(event) => moveInMenu(event, close)}>
            {items.map((item, index) => (
              <button
                key={item.key}
                type="button"
                role="menuitem"
                className="menu-item"
                data-autofocus={index === 0 || undefined}
                onClick={() => {
                  close()
                  item.onPick()
                }}
              >
                <span dir="auto">{item.label}</span>
                {item.hint && <small dir="auto">{item.hint}</small>}
              </button>
            ))}
          </div>
        </Popover>
      )}
    </>
  )
}

function moveInMenu(event: React.KeyboardEvent<HTMLElement>, close: () => void) {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')]
  const at = items.indexOf(document.activeElement as HTMLElement)
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step !== 0) items[(at + step + items.length) % items.length]?.focus()
  else if (event.key === 'Escape' || event.key === 'Tab') close()
  else return
  event.preventDefault()
  event.stopPropagation()
}
