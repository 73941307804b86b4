import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { describe, expect, it, onTestFinished } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import type { Answer } from '../../../src/bots/commands/request.js'
import { answerLine } from '../../../src/bots/email/answer-command.js'
import { toolName } from '../../../src/bots/mcp/tool-of-command.js'
import { loadRecordSets } from '../../../src/domain/ask/catalogue.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { createContact } from '../../../src/domain/crm/create-contact.js'
import { createDeal } from '../../../src/domain/crm/create-deal.js'
import { createTask } from '../../../src/domain/crm/create-task.js'
import { addStaff } from '../../../src/domain/people/add-staff.js'
import { DEFAULT_ROLES } from '../../../src/domain/people/default-roles.js'
import { makeMember } from '../../../src/domain/people/staff.js'
import { loadReports } from '../../../src/domain/reports/registry.js'
import { insertSchedule } from '../../../src/domain/reports/report-schedule-store.js'
import { openCase } from '../../../src/domain/support/open-case.js'
import { startWeb } from '../../../src/web/server.js'
import { runErrands } from '../../support/errands.js'
import { mailDesk } from '../../support/mail-desk.js'

// Registry × catalogue × roles, by every way that a figure leaves: as a file by mail, as the rows behind it, by an assistant, by a schedule. What comes
// of each follows from the declarations alone. Words for what one may not read may be words for something else that one may: `report accounts`
// are customers to who has no books. So it is asked what was answered, not whether something was.

// Those that differ most in what they may read; who may read everything has nothing to be kept from.
const roles = ['sales', 'support', 'finance', 'department', 'auditor', 'manager']
const desk = await mailDesk([...roles, 'admin'].map((name) => ({ name, roles: [name] })))
const { db, scope } = desk
const staff: Record<string, string> = { ...desk.staff }
const catalog = desk.services.catalog
await desk.change(async (tx) => {
  const { id: companyId } = await createCompany(tx, { name: 'Acme', currency: 'EUR', ownerId: staff['sales'] ?? '' })
  await createDeal(tx, {
    title: 'Renewal',
    companyId,
    ownerId: staff['sales'] ?? '',
    amount: { minor: 5_000n, currency: 'EUR' },
  })
})

type Asked = { name: string; words: string; explained: string; needs: readonly string[] }
const reports: Asked[] = [...(await loadReports()).values()].map(({ name, example, needs }) => {
  const words = [name, example].filter(Boolean).join(' ')
  const [key] = example ? ['company'] : []
  return { name, words, explained: key ? `explain ${name} ${key}:${example}` : `explain ${name}`, needs: [needs] }
})
const sets: Asked[] = [...(await loadRecordSets()).values()].map(({ name, needs }) => ({
  name,
  words: `${name} count`,
  explained: `${name} explain:all`,
  needs,
}))
const all = [...reports, ...sets]

const mayOf = (role: string) => {
  const found = DEFAULT_ROLES.filter(({ name }) => name === role)
  const member = makeMember({ id: '', name: '', email: '', timeZone: 'UTC' }, found)
  return ({ needs }: Asked): boolean => needs.every((need) => member.may(need))
}
const reportOf = (data: unknown): unknown => (data as { report?: string } | undefined)?.report
const ask = (role: string, text: string): Promise<Answer> =>
  dispatch(
    { db, catalog },
    {
      who: { workspaceId: scope.workspaceId, staffId: staff[role] ?? '', via: 'terminal' },
      input: { text, exact: true },
    },
  )

describe.each(roles)('%s', (role) => {
  const may = mayOf(role)
  const mine = all.filter(may).map(({ name }) => name)

  it('gets a file by mail of what the role may read, and no other', async () => {
    const got: string[] = []
    const who = { workspaceId: scope.workspaceId, staffId: staff[role] ?? '', via: 'mail' as const }
    for (const { name, words } of all) {
      const { ok, reply } = await answerLine({ db, catalog }, who, `report ${words} as:csv`)
      expect((reply.files ?? []).length > 0, `${role} ${name}: ${reply.headline}`).toBe(ok)
      if (reportOf(reply.data) === name) got.push(name)
    }
    expect(got).toEqual(mine)
  })

  it('is told what is behind those figures, and behind no other', async () => {
    const got: string[] = []
    for (const { name, explained } of all) {
      const { ok, reply } = await ask(role, `report ${explained}`)
      if (reportOf(reply.data) === name) got.push(name)
      if (!ok) expect(reply.table, `${role} ${name}`).toBeUndefined()
    }
    expect(got).toEqual(mine)
  })
})

it('an assistant has the tools of its person, and no line of it goes further', async () => {
  const web = await startWeb({
    host: '127.0.0.1',
    port: 0,
    adminPassword: undefined,
    assistants: { db, catalog },
    health: async () => ({ healthy: true, waiting: null }),
  })
  onTestFinished(web.close)
  for (const role of roles) {
    const may = mayOf(role)
    const { token } = (await ask(role, 'token new Tests')).reply.data as { token: string }
    const client = new Client({ name: 'tests', version: '1' })
    const requestInit = { headers: { authorization: `Bearer ${token}` } }
    await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', web.url), { requestInit }))
    const { tools } = await client.listTools()
    const names = new Set(tools.map(({ name }) => name))
    const tool = ({ name }: Asked) => toolName({ name: `report ${name}` } as Parameters<typeof toolName>[0])
    // A set of several capabilities is named by its first, and refuses by itself.
    const named = all.filter(({ needs: [first = ''] }) =>
      mayOf(role)({ name: '', words: '', explained: '', needs: [first] }),
    )
    expect(all.filter((each) => names.has(tool(each)))).toEqual(named)
    for (const forbidden of all.filter((each) => !may(each))) {
      const { name, words } = forbidden
      const { structuredContent } = await client.callTool({ name: 'daybook', arguments: { line: `report ${words}` } })
      expect(reportOf(structuredContent), `${role} ${name}`).not.toBe(name)
      const called = await client.callTool({ name: tool(forbidden), arguments: {} }).catch(() => undefined)
      expect(reportOf(called?.structuredContent), `${role} ${tool(forbidden)}`).toBeUndefined()
    }
    await client.close()
  }
})

it('a saved question answers who may ask it, whoever gave it its name', async () => {
  expect((await ask('admin', 'report save "Ledger lines" postings count')).ok).toBe(true)
  for (const role of roles) {
    const may = mayOf(role)({ name: '', words: '', explained: '', needs: ['report.read', 'journal.read'] })
    for (const line of ['report run "Ledger lines"', 'report explain "Ledger lines"', 'report saved "Ledger lines"']) {
      const answer = mayOf(role)({ name: '', words: '', explained: '', needs: ['report.read'] })
        ? await ask(role, line)
        : { ok: false, reply: { data: undefined } }
      expect([role, line, reportOf(answer.reply.data) === 'postings']).toEqual([role, line, may])
    }
  }
})

it('who sees their own records alone is answered of those alone, by every kind of record and by reports', async () => {
  const read = ['deal', 'company', 'contact', 'case', 'task', 'invoice', 'quote', 'bill', 'expense'].map(
    (kind) => `${kind}.read:own`,
  )
  const own = await desk.change(async (tx) => {
    const capabilities = ['self', ...read, 'report.read', 'report.sales']
    await tx.prisma.role.create({
      data: { workspaceId: scope.workspaceId, id: tx.newId(), name: 'own', capabilities },
    })
    return addStaff(tx, { name: 'Olga', email: 'olga@lindenhof.test', roles: ['own'] })
  })
  staff['own'] = own
  await desk.change(async (tx) => {
    for (const [at, ownerId] of [own, own, staff['sales'] ?? '', staff['admin'] ?? ''].entries()) {
      const { id: companyId } = await createCompany(tx, { name: `Customer ${at}`, currency: 'EUR', ownerId })
      await createContact(tx, { name: `Person ${at}`, companyId, ownerId })
      await createDeal(tx, { title: `Deal ${at}`, companyId, ownerId, amount: { minor: 1_000n, currency: 'EUR' } })
      await openCase(tx, { subject: `Case ${at}`, companyId, ownerId, source: 'manual' })
      await createTask(tx, { text: `Task ${at}`, ownerId })
    }
  })
  const counted: string[] = []
  for (const { name, table, owners = [], where = 'true' } of (await loadRecordSets()).values()) {
    const { ok, reply } = await ask('own', `report ${name} count`)
    if (!ok || owners.length === 0 || reportOf(reply.data) !== name) continue
    const mine = owners.map((column) => `t.${column} = $1::uuid`).join(' or ')
    const [plain] = await desk.rows<{ n: number }>(
      `select count(*)::int as n from ${table} t where (${mine}) and (${where.replaceAll('{t}', 't')})`,
      [own],
    )
    const [row] = (reply.data as { rows: { count: number }[] }).rows
    expect([name, row?.count ?? 0]).toEqual([name, plain?.n])
    if (plain?.n === 2) counted.push(name)
  }
  expect(counted.sort()).toEqual(['cases', 'companies', 'contacts', 'deals', 'tasks'])
  const { totals } = (await ask('own', 'report pipeline')).reply.data as { totals: Record<string, unknown> }
  expect(totals).toMatchObject({ deals: 2, amount: '20.00' })
})

it('a schedule sends each what their own role may read, whoever set it up', async () => {
  // All of them to who may not read them. To who may, some of several capabilities, two of which have words that mean something else to
  // others: the job is the same for all, and makes a PDF and a workbook for each.
  const sentOut = ['trial-balance', 'pipeline', 'accounts', 'mails']
  const isTold = ({ name }: Asked) => sentOut.includes(name)
  const five = roles.filter((role) => role !== 'manager')
  const hearers = (asked: Asked) => five.filter((role) => isTold(asked) || !mayOf(role)(asked))
  const refs = new Map<string, Asked>()
  await desk.change(async (tx) => {
    for (const asked of all) {
      const rhythm = { every: 'day' as const, day: null, hour: 8, timeZone: 'UTC' }
      const { ref } = await insertSchedule(tx, {
        ...rhythm,
        words: asked.words,
        ownerId: staff['admin'] ?? '',
        nextAt: tx.now,
        recipients: hearers(asked).map((role) => ({ staffId: staff[role] ?? '', channel: null, address: null })),
      })
      refs.set(ref, asked)
    }
    await tx.outbox('report.send', {})
  })
  await runErrands(db, scope, desk.services, { kinds: /^report\.send$/ })
  const sent = await desk.rows<{ occasion: string }>(
    `select occasion from delivery where occasion like 'report-sent:%'`,
  )
  const ids = await desk.rows<{ id: string; ref: string }>('select id::text, ref from report_schedule')
  const refOf = (occasion: string) => ids.find(({ id }) => occasion.includes(id))?.ref ?? occasion
  for (const asked of all) {
    const to = sent.filter(({ occasion }) => refs.get(refOf(occasion)) === asked).length
    const may = isTold(asked) ? five.filter((role) => mayOf(role)(asked)) : []
    if (isTold(asked)) expect(may.length).toBeGreaterThan(0)
    expect([asked.name, to]).toEqual([asked.name, may.length])
  }
})
