import { useCallback, useState } from 'react'
import type { Change } from '../page-api.js'
import { useRoute, useRouteOf } from './live/route.js'
import { personIn, useLive } from './live/use-live.js'
import { createMailNews, MailNewsContext } from './mail/mail-news.js'
import { Icon } from './ui/icons.js'
import { Toasts, useToasts } from './ui/toasts.js'
import { Workspace } from './workspace.js'

/** The page: the state of whoever one acts as, and the workspace drawn from it. */
export function App() {
  const [route, go] = useRoute()
  const [toasts, toast] = useToasts()
  const [mailNews] = useState(createMailNews)
  const onChange = useCallback(
    (change: Change) => {
      if (change.type === 'notice') toast(change.text)
      if (change.type === 'mailbox') mailNews.tell(change.address)
    },
    [toast, mailNews],
  )
  const { seen, connection, error } = useLive(route.as, onChange)
  const shown = useRouteOf(route, seen !== null && seen.as === route.as)
  const me = seen && personIn(seen.state, seen.as)

  return (
    <MailNewsContext value={mailNews}>
      {seen && me ? (
        <Workspace
          // Another person is another session: nothing half-typed or half-open carries over.
          key={me}
          {...{ me, state: seen.state, connection, route: shown, go, toast }}
        />
      ) : (
        <Opening error={error} />
      )}
      <Toasts toasts={toasts} />
    </MailNewsContext>
  )
}

function Opening({ error }: { error: string | null }) {
  return (
    <main className="opening" aria-busy={!error}>
      <Icon name="book" size={40} />
      <p role={error ? 'alert' : 'status'}>{error ?? 'Opening the workspace…'}</p>
      {error && <p className="muted">Trying again by itself.</p>}
    </main>
  )
}
