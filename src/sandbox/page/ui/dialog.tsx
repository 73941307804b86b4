import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { Icon } from './icons.js'

type Props = {
  title: string
  /** Before the title, such as a picture of the app that opened it. */
  lead?: ReactNode
  onClose: () => void
  closeLabel?: string
  className?: string
  footer?: ReactNode
  children: ReactNode
}

/** A modal dialog on the browser's own top layer, which keeps the focus inside and gives it back afterwards. */
export function Dialog({ title, lead, onClose, closeLabel = 'Close dialog', className = '', footer, children }: Props) {
  const element = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  // Before the element goes: a dialog that is gone gives the focus back to nobody.
  useLayoutEffect(() => {
    const dialog = element.current
    if (!dialog) return
    if (!dialog.open) dialog.showModal()
    firstControl(dialog)?.focus({ preventScroll: true }) // it opens at its top
    return () => dialog.close()
  }, [])

  return (
    <dialog
      ref={element}
      className={`dialog ${className}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        if (event.target === event.currentTarget) onClose()
      }}
    >
      <header className="dialog-head">
        {lead}
        <h2 id={titleId} dir="auto">
          {title}
        </h2>
        <button type="button" className="icon-button" aria-label={closeLabel} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div className="dialog-body scroll">{children}</div>
      {footer && <footer className="dialog-foot">{footer}</footer>}
    </dialog>
  )
}

/** Where typing should go at once: what asks for it, else the first field, else the button that answers. */
function firstControl(dialog: HTMLElement): HTMLElement | null {
  return (
    dialog.querySelector<HTMLElement>('[data-autofocus]') ??
    dialog.querySelector<HTMLElement>('.dialog-body :is(input:not([hidden]), textarea)') ??
    dialog.querySelector<HTMLElement>('.dialog-foot button:last-child')
  )
}
