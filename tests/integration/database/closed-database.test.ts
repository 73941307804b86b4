import { expect, test } from 'vitest'
import { inWorkspace } from '../../../src/db/in-workspace.js'
import { systemClock } from '../../../src/lib/clock.js'
import { freshDatabase, openConnections } from '../../support/database.js'
import { openUntilClosed } from '../../support/open-test-database.js'

const database = await freshDatabase()

test('whoever comes late to a closed database is refused, and opens no connection that nobody closes', async () => {
  const db = openUntilClosed(database, systemClock)
  const scope = { workspaceId: db.ids.next(), actorId: null, via: 'terminal' } as const
  expect(await inWorkspace(db, scope, async ({ prisma }) => await prisma.company.count())).toBe(0)
  await db.close()
  await expect(inWorkspace(db, scope, async ({ prisma }) => await prisma.company.count())).rejects.toThrow()
  expect(await openConnections(database.adminUrl, database.name)).toEqual([])
})
