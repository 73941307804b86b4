import type { Sandbox } from '../sandbox.js'
import { createWorkspace } from '../workspace/workspace.js'

/** As at the very first start: people and channels, no messages, no faults, no log, its own time. */
export function reset(sandbox: Sandbox): void {
  sandbox.clock.stop()
  sandbox.clock.setOffset(sandbox.config.clockOffsetMs)
  sandbox.workspace = createWorkspace(sandbox.config, sandbox.clock)
  sandbox.faults.clear()
  sandbox.log.clear()
  sandbox.rateLimit.set(sandbox.config.rateLimit)
  sandbox.app.held = []
  sandbox.touch()
  sandbox.hub.publish(() => ({ type: 'reset' }))
}
