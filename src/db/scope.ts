/** Through which face a change came; stored with every audit row and every append-only record. */
export type Via = 'slack' | 'terminal' | 'mail' | 'mcp' | 'job' | 'import' | 'demo' | 'setup'

/**
 * Whose rows, and on whose behalf: the two things every transaction must say. `actorId` is a staff id, or null when the
 * service acts by itself. `reference` is what the user is given and what all audit rows of one command share.
 */
export type Scope = {
  readonly workspaceId: string
  readonly actorId: string | null
  readonly via: Via
  readonly reference?: string
}
