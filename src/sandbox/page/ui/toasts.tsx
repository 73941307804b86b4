import { useCallback, useEffect, useRef, useState } from 'react'

export type Toast = { id: number; text: string }
const shownMilliseconds = 6000

/** Lines that appear at the bottom of the page and go away by themselves. */
export function useToasts(): [Toast[], (text: string) => void] {
  const [toasts, setToasts] = useState<Toast[]>([])
  const count = useRef(0)
  const show = useCallback((text: string) => {
    count.current += 1
    const toast = { id: count.current, text }
    setToasts((current) => [...current.slice(-3), toast])
    setTimeout(() => setToasts((current) => current.filter((it) => it !== toast)), shownMilliseconds)
  }, [])
  return [toasts, show]
}

/** On the top layer, brought up again with each new line so that a modal dialog doesn't cover it. */
export function Toasts({ toasts }: { toasts: Toast[] }) {
  const element = useRef<HTMLDivElement>(null)
  const newest = toasts.at(-1)?.id
  useEffect(() => {
    const panel = element.current
    if (!panel) return
    if (panel.matches(':popover-open')) panel.hidePopover()
    if (newest !== undefined) panel.showPopover()
  }, [newest])

  return (
    <div ref={element} className="toasts" popover="manual" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <p key={toast.id} className="toast fade-in" dir="auto">
          {toast.text}
        </p>
      ))}
    </div>
  )
}
