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
