import { createContext, useContext } from 'react'
import type { State } from '../../page-api.js'
import type { Client } from './client.js'
import type { Route } from './hash.js'

/** What every part of the page may use. */
export type Sandbox = {
  me: string
  state: State
  client: Client
  route: Route
  go: (to: Route) => void
  /** A line at the bottom of the page that goes away by itself. */
  toast: (text: string) => void
  /** A notice only this person sees, in a conversation, until the page is reloaded. */
  note: (channel: string, text: string, threadTs?: string) => void
}

export const SandboxContext = createContext<Sandbox | null>(null)

export function useSandbox(): Sandbox {
  const sandbox = useContext(SandboxContext)
  if (!sandbox) throw new Error('useSandbox needs a SandboxContext above it')
  return sandbox
}
