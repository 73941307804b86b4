import { useCallback, useEffect, useState } from 'react'
import { type Route, readRoute, writeRoute } from './hash.js'

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

/**
 * The route that what was read belongs to. While another person's workspace is still being read, the one before stays as it
 * was: seen through the other's eyes its links would lead to conversations that aren't theirs.
 */
export function useRouteOf(route: Route, isRead: boolean): Route {
  const [shown, setShown] = useState(route)
  if (isRead && shown !== route) setShown(route)
  return isRead ? route : shown
}
