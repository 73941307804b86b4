import { readWorkspace } from '../db/sql-workspace.js'
import type { JobContext } from './define-job.js'

/** Which of these occasions have had their message, to whomever it went. */
export const listSent = (context: JobContext, occasions: readonly string[]): Promise<Set<string>> =>
  readWorkspace(context.db, context.scope, async ({ sql, scope }) => {
    const rows = await sql<{ occasion: string }[]>`
      select occasion from delivery where workspace_id = ${scope.workspaceId}
        and occasion = any (${[...occasions]}) and state = 'sent'`
    return new Set(rows.map((row) => row.occasion))
  })
