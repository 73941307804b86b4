import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { UsageError } from '../../../src/cli/define-verb.js'
import run from '../../../src/cli/verbs/run.js'
import { readConfig } from '../../../src/config.js'
import { inWorkspace } from '../../../src/db/in-workspace.js'
import { addStaff } from '../../../src/domain/people/add-staff.js'
import { createWorkspace } from '../../../src/domain/people/create-workspace.js'
import { listWorkspaces } from '../../../src/domain/people/workspace-store.js'
import { addDays } from '../../../src/lib/dates.js'
import { openStore } from '../../../src/open-store.js'
import { freshDatabase } from '../../support/database.js'
import { newCompany } from '../jobs/job-world.js'
import { memoryTerminal } from './memory-terminal.js'

const database = await freshDatabase()
const home = await mkdtemp(path.join(os.tmpdir(), 'daybook-run-'))
afterAll(() => rm(home, { recursive: true }))
const config = readConfig({
  DAYBOOK_HOME: home,
  DATABASE_URL: database.adminUrl,
  DAYBOOK_KEY: database.key,
  LOG_LEVEL: 'silent',
})
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

test('the demo’s home says what day it is there, and only where no company is a real one', async () => {
  const dayOf = async (): Promise<string> => {
    const { terminal, said } = memoryTerminal(true)
    const options = { as: 'ann@us.example', workspace: simulated }
    expect(await run.run({ config, terminal, words: ['report trial-balance'], options })).toBe(0)
    return (JSON.parse(said.join('')) as { data: { asOf: string } }).data.asOf
  }
  const [simulated = ''] = (await listWorkspaces(store.db)).map(({ slug }) => slug)
  const today = await dayOf()
  const weekLater = addDays(today, 7)
  await writeFile(path.join(home, 'demo.json'), JSON.stringify({ clockOffsetMs: 7 * 86_400_000 }))
  expect(await dayOf()).toBe(weekLater)
  await createWorkspace(store.db, { name: 'Real', slug: 'real', baseCurrency: 'EUR', country: 'DE' })
  expect(await dayOf()).toBe(today)
})
