import type { SandboxClock } from './clock.js'
import type { Faults } from './control/faults.js'
import type { Log } from './control/log.js'
import type { Hub } from './hub.js'
import type { SandboxConfig } from './options.js'
import type { Sockets } from './socket/sockets.js'
import type { RateLimit } from './web-api/rate-limit.js'
import type { Workspace } from './workspace/workspace.js'

/** One running sandbox: what every part of it is handed. */
export interface Sandbox {
  config: SandboxConfig
  clock: SandboxClock
  workspace: Workspace
  hub: Hub
  log: Log
  faults: Faults
  rateLimit: RateLimit
  sockets: Sockets
  /** Where the app under test is. */
  app: AppLink
  /** Own base URL, without a slash at the end; known once it listens. */
  url: string
  /** To be called after any change that should outlive a restart. */
  touch(): void
  /** Ends requests that are under way when the sandbox closes. */
  closing: AbortSignal
}

export interface AppLink {
  /** Base URL; null until it is told. */
  url: string | null
  /** Whether the last try to reach it worked. */
  connected: boolean
  /** Deliveries that a `reorder` fault holds back, each by what lets it go. */
  held: (() => void)[]
}
