import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react'

type Props = {
  anchor: RefObject<HTMLElement | null>
  /** At least as wide as the anchor. */
  matchWidth?: boolean
  align?: 'start' | 'end'
  /** in pixels, where the window has the room */
  maxHeight?: number
  className?: string
  onDismiss: () => void
  children: ReactNode
}

/**
 * A panel beside its anchor on the top layer, so that no scrolling box clips it and a modal dialog doesn't cover it.
 * It opens downwards, or upwards where there is more room, and closes on a click elsewhere.
 */
export function Popover({
  anchor,
  matchWidth = false,
  align = 'start',
  maxHeight = 380,
  className = '',
  onDismiss,
  children,
}: Props) {
  const panel = useRef<HTMLDivElement>(null)
  const dismiss = useRef(onDismiss)
  dismiss.current = onDismiss

  useLayoutEffect(() => {
    const element = panel.current
    const from = anchor.current
    if (!element || !from) return
    if (!element.matches(':popover-open')) element.showPopover()
    element.querySelector<HTMLElement>('[data-autofocus]')?.focus()
    const place = () => placeBeside(element, from, { matchWidth, align, maxHeight })
    const onPointerDown = (event: PointerEvent) => {
      const target = event.target as Node
      if (!element.contains(target) && !from.contains(target)) dismiss.current()
    }
    place()
    const watcher = new ResizeObserver(place)
    watcher.observe(element)
    addEventListener('resize', place)
    addEventListener('scroll', place, true)
    addEventListener('pointerdown', onPointerDown, true)
    return () => {
      watcher.disconnect()
      removeEventListener('resize', place)
      removeEventListener('scroll', place, true)
      removeEventListener('pointerdown', onPointerDown, true)
    }
  }, [anchor, matchWidth, align, maxHeight])

  return (
    <div ref={panel} popover="manual" className={`popover scroll ${className}`}>
      {children}
    </div>
  )
}

const gap = 5
const margin = 10

type Wish = { matchWidth: boolean; align: 'start' | 'end'; maxHeight: number }

function placeBeside(panel: HTMLElement, anchor: HTMLElement, { matchWidth, align, maxHeight }: Wish) {
  const box = anchor.getBoundingClientRect()
  if (matchWidth) panel.style.minWidth = `${box.width}px`
  const below = innerHeight - box.bottom - gap - margin
  const above = box.top - gap - margin
  const wanted = Math.min(panel.scrollHeight + 2, maxHeight)
  const upwards = wanted > below && above > below
  panel.style.maxHeight = `${Math.min(maxHeight, upwards ? above : below)}px`
  const height = panel.offsetHeight
  const left = align === 'end' ? box.right - panel.offsetWidth : box.left
  panel.style.top = `${upwards ? box.top - gap - height : box.bottom + gap}px`
  panel.style.left = `${Math.max(margin, Math.min(left, innerWidth - panel.offsetWidth - margin))}px`
}
