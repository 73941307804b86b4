import { afterAll } from 'vitest'
import type { Catalog } from '../../../src/bots/commands/define-command.js'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import type { Answer, Deps, Input, Who } from '../../../src/bots/commands/request.js'
import { type Database, openDatabase } from '../../../src/db/database.js'
import { inWorkspace } from '../../../src/db/in-workspace.js'
import { loginUrl } from '../../../src/db/roles.js'
import { addStaff } from '../../../src/domain/people/add-staff.js'
import { createWorkspace } from '../../../src/domain/people/create-workspace.js'
import { handClock } from '../../../src/lib/clock.js'
import { randomIds } from '../../../src/lib/ids.js'
import { makeLogger } from '../../../src/lib/logger.js'
import { freshDatabase } from '../../support/database.js'
import { TEST_KEY } from '../../support/test-key.js'

/** A small company whose staff give commands; what tests of the framework start from. */
export type TestCompany = {
  db: Database
  deps: Deps
  clock: ReturnType<typeof handClock>
  workspaceId: string
  /** Adds someone; answers the id. */
  hire(name: string, role: string, email?: string): Promise<string>
  who(staffId: string): Who
  ask(staffId: string, input: string | Input): Promise<Answer>
}

export async function testDatabase(): Promise<{ db: Database; clock: ReturnType<typeof handClock> }> {
  const { adminUrl } = await freshDatabase()
  const clock = handClock(new Date('2026-11-23T09:00:00Z'))
  const db = openDatabase({
    appUrl: loginUrl(adminUrl, TEST_KEY, 'daybook_app'),
    readerUrl: loginUrl(adminUrl, TEST_KEY, 'daybook_reader'),
    clock,
    ids: randomIds,
    log: makeLogger('silent'),
    poolSize: 6,
  })
  afterAll(() => db.close())
  return { db, clock }
}

export async function foundTestCompany(
  { db, clock }: Awaited<ReturnType<typeof testDatabase>>,
  catalog: Catalog,
): Promise<TestCompany> {
  const slug = `company-${randomIds.next().slice(-12)}`
  const workspaceId = await createWorkspace(db, {
    name: 'Lindenhof',
    slug,
    baseCurrency: 'EUR',
    country: 'DE',
    timeZone: 'Europe/Berlin',
    simulated: true,
  })
  const deps = { db, catalog }
  const who = (staffId: string): Who => ({ workspaceId, staffId, via: 'terminal' })
  return {
    db,
    deps,
    clock,
    workspaceId,
    who,
    hire: (name, role, email = `${name.toLowerCase().replace(/\W+/g, '.')}@lindenhof.test`) =>
      inWorkspace(db, { workspaceId, actorId: null, via: 'setup' }, (tx) =>
        addStaff(tx, { email, name, roles: [role] }),
      ),
    ask: (staffId, input) =>
      dispatch(deps, { who: who(staffId), input: typeof input === 'string' ? { text: input } : input }),
  }
}
