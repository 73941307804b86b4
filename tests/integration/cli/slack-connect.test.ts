import { afterAll, expect, test } from 'vitest'
import connect from '../../../src/cli/verbs/slack-connect.js'
import { readConfig } from '../../../src/config.js'
import { readWorkspace } from '../../../src/db/sql-workspace.js'
import { findWorkspaceByRoute, getWorkspace } from '../../../src/domain/people/workspace-store.js'
import { openStore } from '../../../src/open-store.js'
import { freshDatabase } from '../../support/database.js'
import { newCompany } from '../jobs/job-world.js'
import { memoryTerminal } from './memory-terminal.js'

const database = await freshDatabase()
const config = readConfig({ DATABASE_URL: database.adminUrl, DAYBOOK_KEY: database.key, LOG_LEVEL: 'silent' })
const store = await openStore(config)
afterAll(() => store.close())
const slugOf = (workspaceId: string) =>
  readWorkspace(store.db, { workspaceId, actorId: null, via: 'terminal' }, getWorkspace).then(({ slug }) => slug)

async function run(words: string[], options: Record<string, string> = {}): Promise<string> {
  const { terminal, said } = memoryTerminal()
  await connect.run({ config, terminal, words, options })
  return said.join('\n')
}

test('a team leads to the company that an operator names, as often as it is said, and to no other', async () => {
  const [one, two] = [await newCompany(store.db), await newCompany(store.db)]
  const workspace = await slugOf(one)
  for (const _ of ['first', 'again'])
    expect(await run(['T012AB3CD'], { workspace, 'close-channel': 'C1CLOSE' })).toContain('T012AB3CD leads here')
  expect(await findWorkspaceByRoute(store.db, 'slack-team', 'T012AB3CD')).toBe(one)
  const { settings } = await readWorkspace(store.db, { workspaceId: one, actorId: null, via: 'terminal' }, getWorkspace)
  expect(settings).toMatchObject({ closeChannel: 'C1CLOSE' })
  await expect(run(['T012AB3CD'], { workspace: await slugOf(two) })).rejects.toMatchObject({ code: 'conflict' })
})

test('what is no id of Slack’s is refused with what one looks like', async () => {
  expect(() => connect.run({ config, terminal: memoryTerminal().terminal, words: ['acme'], options: {} })).toThrow(
    /T012AB3CD/,
  )
  const options = { 'close-channel': '#finance' }
  expect(() => connect.run({ config, terminal: memoryTerminal().terminal, words: ['T0A1'], options })).toThrow(
    /C012AB3CD/,
  )
})
