import type { Database } from '../../db/database.js'
import { inWorkspace } from '../../db/in-workspace.js'
import type { Scope } from '../../db/scope.js'
import type { Prisma } from '../../generated/prisma/client.js'
import type { ReportData } from './report-data.js'

export type ReportRun = {
  name: string
  params: Readonly<Record<string, unknown>>
  data: ReportData
  seal: bigint | null
}

/** Keeps what a report said, so that it can be said again after its records have changed. Answers the run's id. */
export const keepReportRun = (db: Database, scope: Scope, run: ReportRun): Promise<string> =>
  inWorkspace(db, scope, async (tx) => {
    const id = tx.newId()
    await tx.prisma.reportRun.create({
      data: {
        workspaceId: scope.workspaceId,
        id,
        name: run.name,
        params: run.params as Prisma.InputJsonObject,
        result: run.data as Prisma.InputJsonObject,
        sealNumber: run.seal,
        at: tx.now,
        byId: scope.actorId,
      },
    })
    return id
  })
