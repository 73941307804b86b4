import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { startWeb } from '../../../src/web/server.js'
import { mailDesk } from '../../support/mail-desk.js'
import { ROOT } from '../../support/places.js'
import { TEST_KEY } from '../../support/test-key.js'

// Assistants over the Model Context Protocol, spoken by the SDK's own client: each acts for one member of staff, and what can't be
// taken back is confirmed by that person in Slack.

const desk = await mailDesk([
  { name: 'hugo', roles: ['admin', 'sales', 'finance'] },
  { name: 'sam', roles: ['sales'] },
])
const catalog = await loadCatalog()
const deps = { db: desk.db, catalog }
const web = await startWeb({
  host: '127.0.0.1',
  port: 0,
  adminPassword: undefined,
  assistants: deps,
  health: async () => ({ healthy: true, waiting: null }),
})
afterAll(() => web.close())
const address = new URL('/mcp', web.url)
await desk.change((tx) => createCompany(tx, { name: 'Acme', currency: 'EUR', domains: ['acme.com'] }), 'hugo')

/** A token as somebody gets it in the terminal. */
async function tokenOf(name: 'hugo' | 'sam', words = 'Laptop'): Promise<string> {
  const who = { workspaceId: desk.scope.workspaceId, staffId: desk.staff[name] ?? '', via: 'terminal' } as const
  const { reply } = await dispatch(deps, { who, input: { text: `token new ${words}` } })
  return (reply.data as { token: string }).token
}

async function assistantOf(token: string): Promise<Client> {
  const client = new Client({ name: 'tests', version: '1' })
  await client.connect(
    new StreamableHTTPClientTransport(address, { requestInit: { headers: { authorization: `Bearer ${token}` } } }),
  )
  onTestFinished(() => client.close())
  return client
}

const call = async (client: Client, name: string, args: Record<string, unknown> = {}) => {
  const { content, isError, structuredContent } = await client.callTool({ name, arguments: args })
  const [first] = content
  return { text: first?.type === 'text' ? first.text : '', failed: isError === true, data: structuredContent }
}

test('the commands that its person may give are its tools, each with what it takes', async () => {
  const sam = await assistantOf(await tokenOf('sam'))
  const { tools } = await sam.listTools()
  const names = tools.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['daybook', 'deal_move', 'report_run', 'company_list']))
  expect(names).not.toContain('journal_new')
  expect(names.every((name) => /^[\w.-]{1,64}$/.test(name))).toBe(true)
  const move = tools.find(({ name }) => name === 'deal_move')
  expect(move?.annotations).toMatchObject({ readOnlyHint: false, destructiveHint: false })
  expect(move?.inputSchema).toMatchObject({
    type: 'object',
    required: ['deal'],
  })
})

test('it reads a report, with the figures as data, and changes what its person may change', async () => {
  const hugo = await assistantOf(await tokenOf('hugo'))
  const made = await call(hugo, 'deal_new', { title: 'Acme renewal', company: 'Acme', amount: '50k' })
  expect(made).toMatchObject({ failed: false })
  expect(made.text).toContain('50,000.00 EUR')
  const report = await call(hugo, 'daybook', { line: 'report pipeline' })
  expect(report.text).toContain('50,000.00 EUR')
  expect(report.data).toMatchObject({ report: 'pipeline', totals: { amount: '50000.00' } })
  const [row] = await desk.rows<{ via: string; name: string }>(
    "select a.via, s.name from audit_log a join staff s on s.id = a.actor_id where a.entity = 'deal' order by a.at desc limit 1",
  )
  expect(row).toEqual({ via: 'mcp', name: 'Hugo' })
})

test('a wrong word, a missing value and a record that is not there are sentences, not faults', async () => {
  const hugo = await assistantOf(await tokenOf('hugo'))
  expect(await call(hugo, 'deal_move', { deal: 'DEAL-999', to: 'won' })).toMatchObject({ failed: true })
  expect((await call(hugo, 'deal_new', {})).text).toMatch(/Title|title/)
  expect((await call(hugo, 'daybook', { line: 'deel list' })).text).toContain('deal')
  await expect(call(hugo, 'no_such_tool')).rejects.toThrow('no_such_tool')
})

test('what can’t be taken back is shown to it, and done on its person’s click alone', async () => {
  const token = await tokenOf('hugo')
  const client = await assistantOf(token)
  await call(client, 'daybook', { line: 'invoice new "Advice" company:Acme amount:900' })
  const asked = await call(client, 'daybook', { line: 'invoice issue DRAFT-1' })
  expect(asked.text).toContain('Nothing has been done')
  expect(await issued()).toBe(0)
  await desk.work()
  const hugo = desk.slack.as('hugo')
  const card = await hugo.sees(/Your assistant asks for this/)
  expect(JSON.stringify(card)).toContain('Acme')
  await hugo.click(card, 'Issue')
  await hugo.sees(/INV-2026-/)
  expect(await issued()).toBe(1)
})

const issued = async (): Promise<number> => (await desk.rows('select 1 from invoice where number is not null')).length

test('a token that is revoked, ended, altered or of somebody who left opens nothing; neither does a page in a browser', async () => {
  const revoked = await tokenOf('hugo', 'Old')
  const client = await assistantOf(revoked)
  await call(client, 'token_revoke', { token: 'Old' })
  expect(await statusOf(revoked)).toBe(401)
  const good = await tokenOf('sam', 'Tablet')
  expect(await statusOf(good)).toBe(200)
  expect(await statusOf(`${good.slice(0, -4)}AAAA`)).toBe(401)
  expect(await statusOf('')).toBe(401)
  expect(await statusOf(good, { origin: 'https://evil.example' })).toBe(403)
  desk.clock.advance(91 * 24 * 3_600_000)
  expect(await statusOf(good)).toBe(401)
})

test('it can’t make itself another token', async () => {
  const hugo = await assistantOf(await tokenOf('hugo', 'Here'))
  expect(await call(hugo, 'token_new', { name: 'Another' })).toMatchObject({ failed: true })
})

test('it can’t have reports sent outside the company, though its person may', async () => {
  const hugo = await assistantOf(await tokenOf('hugo', 'Reports'))
  const schedule = (to: string) => call(hugo, 'report_schedule', { words: 'pipeline', every: 'day', to })
  const outside = await schedule('me,x@evil.example')
  expect(outside).toMatchObject({ failed: true })
  expect(outside.text).toContain('x@evil.example: ask for it yourself')
  expect(await desk.rows('select 1 from report_schedule')).toEqual([])
  expect(await schedule('me')).toMatchObject({ failed: false })
})

const statusOf = async (token: string, headers: Record<string, string> = {}): Promise<number> => {
  const response = await fetch(address, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'tests', version: '1' } },
    }),
  })
  return response.status
}

test('`daybook mcp` speaks the same on stdin and stdout', async () => {
  const client = new Client({ name: 'tests', version: '1' })
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [`${ROOT}/bin/daybook`, 'mcp', '--as', 'sam@lindenhof.test'],
      env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: desk.database.adminUrl, DAYBOOK_KEY: TEST_KEY },
      stderr: 'inherit',
    }),
  )
  onTestFinished(() => client.close())
  expect((await client.listTools()).tools.length).toBeGreaterThan(100)
  expect((await call(client, 'company_show', { company: 'Acme' })).text).toContain('Acme')
})
