import { useCallback, useEffect, useState } from 'react'
import { getJson, messageOf, type Query } from '../live/http.js'

export type Fetched<T> = { data: T | null; error: string | null; refresh: () => void }

/**
 * The answer of a GET, fetched again on `refresh`; the last answer stays on screen meanwhile, unless the question
 * changed. A null query asks nothing.
 */
export function useFetched<T>(path: string, query: Query | null): Fetched<T> {
  const key = query && `${path} ${JSON.stringify(query)}`
  const [answer, setAnswer] = useState<{ key: string; data: T } | null>(null)
  const [error, setError] = useState<string | null>(null)
  const [round, setRound] = useState(0)
  const refresh = useCallback(() => setRound((count) => count + 1), [])

  useEffect(() => {
    if (!key) return
    const aborter = new AbortController()
    const given = JSON.parse(key.slice(path.length + 1)) as Query
    getJson<T>(path, given, aborter.signal).then(
      (data) => {
        setAnswer({ key, data })
        setError(null)
      },
      (cause: unknown) => {
        if (!aborter.signal.aborted) setError(messageOf(cause))
      },
    )
    return () => aborter.abort()
  }, [path, key, round])

  return { data: answer?.key === key ? answer.data : null, error, refresh }
}
