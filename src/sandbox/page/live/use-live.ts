import { useCallback, useEffect, useRef, useState } from 'react'
import type { Change, State } from '../../page-api.js'
import { applyChange } from './changes.js'
import { address, getJson, messageOf, SandboxError } from './http.js'

export type Connection = 'connecting' | 'live' | 'lost'

/** Whom the address named, and what that person sees. */
type Seen = { as: string | undefined; state: State }

export type Live = {
  seen: Seen | null
  connection: Connection
  error: string | null
  refresh: () => void
}

/**
 * What the person sees, kept up to date by the server's event stream. A gap that the server can't fill, and a lost
 * connection that the browser gave up on, lead to a fresh state.
 */
export function useLive(as: string | undefined, onChange: (change: Change) => void): Live {
  const [seen, setSeen] = useState<Seen | null>(null)
  const [connection, setConnection] = useState<Connection>('connecting')
  const [error, setError] = useState<string | null>(null)
  const [round, setRound] = useState(0)
  const heard = useRef(onChange)
  heard.current = onChange
  const refresh = useCallback(() => setRound((count) => count + 1), [])

  useEffect(() => {
    const aborter = new AbortController()
    let source: EventSource | undefined
    let retry: ReturnType<typeof setTimeout> | undefined
    const again = () => {
      retry = setTimeout(refresh, 1500)
    }

    const listen = (after: number, person: string) => {
      source = new EventSource(address('stream', { as: person, after }))
      source.onopen = () => setConnection('live')
      source.onerror = () => {
        setConnection('lost')
        if (source?.readyState === EventSource.CLOSED) again()
      }
      source.addEventListener('change', (event: MessageEvent<string>) => {
        const change = JSON.parse(event.data) as Change
        if (change.type === 'reset') refresh()
        else setSeen((current) => current && { ...current, state: applyChange(current.state, change) })
        heard.current(change)
      })
    }

    fetchState(as, aborter.signal).then(
      (fresh) => {
        const person = personIn(fresh, as)
        setSeen({ as, state: fresh })
        setError(null)
        if (person) listen(fresh.seq, person)
      },
      (cause: unknown) => {
        if (aborter.signal.aborted) return
        setError(messageOf(cause))
        setConnection('lost')
        again()
      },
    )

    return () => {
      aborter.abort()
      source?.close()
      clearTimeout(retry)
    }
  }, [as, round, refresh])

  return { seen, connection, error, refresh }
}

/** A link may name somebody of an earlier workspace: then it is as if it named nobody. */
async function fetchState(as: string | undefined, signal: AbortSignal): Promise<State> {
  try {
    return await getJson<State>('state', { as }, signal)
  } catch (error) {
    const isStranger = error instanceof SandboxError && error.code === 'user_not_found'
    if (as === undefined || !isStranger) throw error
    return getJson<State>('state', {}, signal)
  }
}

/** Who one acts as: whom the link names or, before anybody was chosen, the first person. */
export function personIn(state: State, as: string | undefined): string | undefined {
  return state.users.find((user) => user.id === as)?.id ?? state.users.find((user) => !user.isBot)?.id
}
