import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { childScript } from '../../support/child-script.js'
import { foundedCompany } from '../../support/company.js'
import { pretendedSlack, SIGNING_SECRET } from '../../support/slack.js'
import { TEST_KEY } from '../../support/test-key.js'
import { until } from '../../support/until.js'

const home = await mkdtemp(path.join(os.tmpdir(), 'daybook-roles-'))
afterAll(() => rm(home, { recursive: true }))
const company = await foundedCompany([
  { name: 'carl', roles: ['controller'] },
  { name: 'fay', roles: ['finance'] },
])
const { db, scope, staff, database } = company
const slack = await pretendedSlack(db, scope, [
  { name: 'carl', staffId: staff['carl'] ?? '' },
  { name: 'fay', staffId: staff['fay'] ?? '' },
])
const finance = slack.channels['finance'] ?? ''
await company.change((tx) =>
  tx.prisma.workspace.updateMany({ data: { settings: { closeChannel: finance }, liveAt: tx.now } }),
)

test('one process answers Slack, another does the work, and both stop when they are told to', async () => {
  const face = await startRoles('web,slack')
  await slack.connect(face.url)
  const carl = slack.as('carl')
  const preview = await carl.asks('/close open 2026-10')
  expect(await openErrands()).toBe(0)
  await carl.click(preview, 'Open it')
  await carl.sees(/is open: 19 tasks/)
  expect(await openErrands()).toBe(1)
  expect(await slack.stored(finance)).not.toContainEqual(expect.objectContaining({ text: /Close of/ }))

  const worker = await startRoles('jobs')
  // A role that answers nobody can be asked all the same whether it lives.
  expect(await (await fetch(`${worker.url}/health`)).json()).toMatchObject({ healthy: true, waiting: { count: 0 } })
  expect((await fetch(`${worker.url}/mcp`)).status).toBe(404)
  await until(async () =>
    expect(await cards()).toEqual([expect.stringMatching(/^Close of October 2026: 4 of 19 done/)]),
  )
  // And on and on: what the face writes now, the worker is told at once.
  const [task] = await company.read(
    ({ sql }) => sql<{ ref: string }[]>`select ref from close_task where key = 'receipts'`,
  )
  await slack.as('fay').asks(`/close done ${task?.ref}`, /with its reviewer/)
  await carl.asks(`/close done ${task?.ref}`, /is done/)
  await until(async () => expect((await cards())[0]).toMatch(/8 of 19 done/))

  for (const { child } of [face, worker]) {
    child.kill('SIGTERM')
    const [code] = (await once(child, 'exit')) as [number]
    expect(code).toBe(0)
  }
})

type Started = { child: ChildProcess; url: string }

async function startRoles(roles: string): Promise<Started> {
  const script = await childScript(path.join(import.meta.dirname, 'service-child.ts'))
  const child = spawn(process.execPath, [...script, roles, slack.apiUrl, SIGNING_SECRET], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: database.adminUrl,
      DAYBOOK_KEY: TEST_KEY,
      DAYBOOK_HOME: home,
      PORT: '0',
      LOG_LEVEL: 'error',
    },
  })
  const ended = once(child, 'exit')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  return { child, url: String((await lines.next()).value) }
}

const cards = async (): Promise<string[]> =>
  (await slack.stored(finance)).filter((message) => message.text.startsWith('Close of')).map((message) => message.text)

const openErrands = async (): Promise<number> => {
  const [row] = await db.sql<{ count: number }[]>`
    select count(*)::int as count from routing.outbox_ref r where r.workspace_id = ${scope.workspaceId}`
  return row?.count ?? -1
}
