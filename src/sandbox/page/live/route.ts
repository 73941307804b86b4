import { useCallback, useEffect, useState } from 'react'

/** Where the page is; kept in the URL's hash so that a reload or a copied link stays there. */
export type Route = {
  as?: string
  /** A conversation's id. */
  channel?: string
  view?: 'home' | 'mail'
  /** A parent message's ts. */
  thread?: string
  mailbox?: string
}

const keys = ['as', 'channel', 'view', 'thread', 'mailbox'] as const

export function readRoute(hash: string): Route {
  const params = new URLSearchParams(hash.replace(/^#/, ''))
  const route: Record<string, string> = {}
  for (const key of keys) {
    const value = params.get(key)
    if (value) route[key] = value
  }
  return route as Route
}

export function writeRoute(route: Route): string {
  const params = new URLSearchParams()
  for (const key of keys) if (route[key]) params.set(key, route[key])
  return `#${params.toString().replaceAll('%40', '@')}`
}

/** The route and a way to go elsewhere; what isn't named in `to` is dropped, except who one acts as. */
export function useRoute(): [Route, (to: Route) => void] {
  const [route, setRoute] = useState(() => readRoute(location.hash))
  useEffect(() => {
    const onChange = () => setRoute(readRoute(location.hash))
    addEventListener('hashchange', onChange)
    return () => removeEventListener('hashchange', onChange)
  }, [])
  const go = useCallback((to: Route) => {
    const here = readRoute(location.hash)
    location.hash = writeRoute({ ...(here.as && { as: here.as }), ...to })
  }, [])
  return [route, go]
}
