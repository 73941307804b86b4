import { useLayoutEffect, useRef, useState } from 'react'

/** Whether a box that scrolls sideways has more to its right: the edge shows it, for scroll bars may hide. */
export function useMoreAside() {
  const box = useRef<HTMLDivElement>(null)
  const [hasMore, setMore] = useState(false)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const look = () => setMore(element.scrollWidth - element.clientWidth - element.scrollLeft > 1)
    look()
    element.addEventListener('scroll', look, { passive: true })
    const watcher = new ResizeObserver(look)
    watcher.observe(element)
    if (element.firstElementChild) watcher.observe(element.firstElementChild)
    return () => {
      element.removeEventListener('scroll', look)
      watcher.disconnect()
    }
  }, [])
  return { box, hasMore }
}
