import { useCallback, useEffect, useMemo, useState } from 'react'
import type { State } from '../page-api.js'
import { useNotes } from './chat/use-notes.js'
import { createClient } from './live/client.js'
import { DirectoryContext } from './live/directory.js'
import type { Route } from './live/hash.js'
import { type Sandbox, SandboxContext } from './live/sandbox.js'
import { useUnread } from './live/unread.js'
import { useDirectoryOf } from './live/use-directory.js'
import type { Connection } from './live/use-live.js'
import { ModalStack } from './modal/modal-stack.js'
import { Place, shownConversation } from './place.js'
import { JumpDialog } from './sidebar/jump-dialog.js'
import { Sidebar } from './sidebar/sidebar.js'
import { ConfirmProvider } from './ui/confirm.js'
import { Icon } from './ui/icons.js'
import { KeysDialog } from './ui/keys-dialog.js'
import { useHotkey } from './ui/use-hotkey.js'

type Props = {
  me: string
  state: State
  connection: Connection
  route: Route
  go: (to: Route) => void
  toast: (text: string) => void
}

/** The workspace through one person's eyes. */
export function Workspace({ me, state, connection, route, go, toast }: Props) {
  const client = useMemo(() => createClient(me), [me])
  const { messages, note } = useNotes(state.messages)
  const conversation = shownConversation(state, route)
  const channel = route.view ? undefined : conversation?.id
  const isUnread = useUnread(state, me, channel)
  const [isJumping, setJumping] = useState(false)
  useHotkey('k', () => setJumping(true))
  const [isHelping, setHelping] = useState(false)
  useHotkey('/', () => setHelping(true))

  // On a narrow screen the sidebar lies over what it led to, until one has gone there.
  const [isNavOpen, setNavOpen] = useState(false)
  useEffect(() => setNavOpen(false), [route])

  const goAsMe = useCallback((to: Route) => go({ as: me, ...to }), [go, me])
  const directory = useDirectoryOf(me, state, goAsMe)
  const sandbox = useMemo<Sandbox>(() => {
    const here = { ...route, as: me, ...(channel && { channel }) }
    return { me, state, client, route: here, go: goAsMe, toast, note }
  }, [me, state, client, route, channel, goAsMe, toast, note])

  return (
    <SandboxContext value={sandbox}>
      <DirectoryContext value={directory}>
        <ConfirmProvider>
          <div className="shell" data-nav={isNavOpen ? 'open' : undefined}>
            <button
              type="button"
              className="nav-toggle"
              aria-expanded={isNavOpen}
              onClick={() => setNavOpen((open) => !open)}
            >
              <Icon name={isNavOpen ? 'close' : 'menu'} /> Channels and people
            </button>
            <Sidebar connection={connection} isUnread={isUnread} onJump={() => setJumping(true)} />
            <main className="main">
              <Place conversation={conversation} messages={messages} />
            </main>
          </div>
          <ModalStack />
          {isHelping && <KeysDialog onClose={() => setHelping(false)} />}
          {isJumping && <JumpDialog onClose={() => setJumping(false)} />}
        </ConfirmProvider>
      </DirectoryContext>
    </SandboxContext>
  )
}
