import { afterAll, expect, test } from 'vitest'
import goLive from '../../../src/cli/verbs/go-live.js'
import { readConfig } from '../../../src/config.js'
import { inWorkspace } from '../../../src/db/in-workspace.js'
import { addStaff } from '../../../src/domain/people/add-staff.js'
import { linkSlack } from '../../../src/domain/people/link-slack.js'
import { saveSettings } from '../../../src/domain/people/workspace-store.js'
import { openStore } from '../../../src/open-store.js'
import { freshDatabase } from '../../support/database.js'
import { newCompany } from '../jobs/job-world.js'
import { memoryTerminal } from './memory-terminal.js'

const database = await freshDatabase()
const config = readConfig({ DATABASE_URL: database.adminUrl, DAYBOOK_KEY: database.key, LOG_LEVEL: 'silent' })
const store = await openStore(config)
afterAll(() => store.close())

async function give(json: boolean, options: Record<string, boolean> = {}) {
  const { terminal, said, warned } = memoryTerminal(json)
  const code = await goLive.run({ config, terminal, words: [], options })
  return { code, said, warned: warned.join('\n') }
}

test('everybody who would hear is shown first, by whichever way; nothing changes until somebody agrees', async () => {
  const scope = { workspaceId: await newCompany(store.db), actorId: null, via: 'terminal' as const }
  await inWorkspace(store.db, scope, async (tx) => {
    const ann = await addStaff(tx, { email: 'ann@us.example', name: 'Ann', roles: ['finance'] })
    await addStaff(tx, { email: 'ben@us.example', name: 'Ben', roles: ['sales'] })
    await linkSlack(tx, ann, 'U012AB3CD')
    await saveSettings(tx, { dunning: 'automatic' })
  })
  const shown = await give(false)
  expect(shown).toMatchObject({ code: 1, said: [] })
  for (const line of ['Ann <ann@us.example>, in Slack', 'Ben <ben@us.example>, by mail', 'Customers will be reminded'])
    expect(shown.warned).toContain(line)
  const preview = await give(true)
  expect(preview.code).toBe(1)
  expect(JSON.parse(preview.said.join(''))).toMatchObject({
    ok: false,
    live: false,
    recipients: { staff: [{ by: 'slack' }, { by: 'mail' }], remindsCustomers: true },
  })
  expect(JSON.parse((await give(true, { yes: true })).said.join(''))).toMatchObject({
    ok: true,
    live: true,
    changed: true,
  })
  expect(await give(false)).toMatchObject({ code: 0, said: [expect.stringContaining('is live already')] })
})
