import { useCallback, useEffect, useRef, useState } from 'react'
import type { Change, State } from '../../page-api.js'
import { applyChange } from './changes.js'
import { address, getJson, messageOf } from './http.js'

export type Connection = 'connecting' | 'live' | 'lost'

export type Live = {
  state: State | null
  connection: Connection
  error: string | null
  refresh: () => void
}

/**
 * What the person sees, kept up to date by the server's event stream. A gap that the server can't fill, and a lost
 * connection that the browser gave up on, lead to a fresh state.
 */
export function useLive(as: string | undefined, onChange: (change: Change) => void): Live {
  const [state, setState] = useState<State | null>(null)
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
        else setState((current) => current && applyChange(current, change))
        heard.current(change)
      })
    }

    getJson<State>('state', { as }, aborter.signal).then(
      (fresh) => {
        const person = as ?? firstPerson(fresh)
        setState(fresh)
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

  return { state, connection, error, refresh }
}

/** Who one acts as before having chosen somebody. */
export function firstPerson(state: State): string | undefined {
  return state.users.find((user) => !user.isBot)?.id
}
