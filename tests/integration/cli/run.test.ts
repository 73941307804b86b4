import { afterAll, expect, test } from 'vitest'
import { UsageError } from '../../../src/cli/define-verb.js'
import run from '../../../src/cli/verbs/run.js'
import { readConfig } from '../../../src/config.js'
import { inWorkspace } from '../../../src/db/in-workspace.js'
import { addStaff } from '../../../src/domain/people/add-staff.js'
import { openStore } from '../../../src/open-store.js'
import { freshDatabase } from '../../support/database.js'
import { newCompany } from '../jobs/job-world.js'
import { memoryTerminal } from './memory-terminal.js'

const database = await freshDatabase()
const config = readConfig({ DATABASE_URL: database.adminUrl, DAYBOOK_KEY: database.key, LOG_LEVEL: 'silent' })
const store = await openStore(config)
afterAll(() => store.close())

test('where there are several people a command without --as is wrong usage, and says so', async () => {
  const scope = { workspaceId: await newCompany(store.db), actorId: null, via: 'terminal' as const }
  await inWorkspace(store.db, scope, async (tx) => {
    await addStaff(tx, { email: 'ann@us.example', name: 'Ann', roles: ['finance'] })
    await addStaff(tx, { email: 'ben@us.example', name: 'Ben', roles: ['sales'] })
  })
  const given = run.run({ config, terminal: memoryTerminal().terminal, words: ['deal list'], options: {} })
  const thrown = await given.then(
    () => null,
    (error: unknown) => error,
  )
  expect(thrown).toBeInstanceOf(UsageError)
  expect(thrown).toMatchObject({ message: 'Say who gives the command: --as EMAIL.' })
})
