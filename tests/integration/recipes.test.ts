import { beforeAll, describe, expect, test } from 'vitest'
import { copySources } from '../support/copied-sources.js'

const sources = await copySources()
const files = await Promise.all(
  ['command', 'report', 'check', 'job', 'signal'].map((what) => sources.follow(`docs/add-a-${what}.md`)),
)

// All of the program comes from the copy, in which the five files stand; nothing else tells it of them.
const { openSalesDesk } = await sources.load<typeof import('./crm/sales-desk.js')>(
  'tests/integration/crm/sales-desk.ts',
)
const { quietServices } = await sources.load<typeof import('../support/services.js')>('tests/support/services.ts')
const { linkSlack } = await sources.load<typeof import('../../src/domain/people/link-slack.js')>(
  'src/domain/people/link-slack.ts',
)
const { goLive } =
  await sources.load<typeof import('../../src/domain/people/go-live.js')>('src/domain/people/go-live.ts')
const { openClose } = await sources.load<typeof import('../../src/domain/close/open-close.js')>(
  'src/domain/close/open-close.ts',
)
const { loadJobs } = await sources.load<typeof import('../../src/jobs/registry.js')>('src/jobs/registry.ts')
const { processOffer } = await sources.load<typeof import('../../src/jobs/worker.js')>('src/jobs/worker.ts')
const { openForm } = await sources.load<typeof import('../../src/bots/commands/forms.js')>('src/bots/commands/forms.ts')
const { formView } = await sources.load<typeof import('../../src/bots/slack/render/modal.js')>(
  'src/bots/slack/render/modal.ts',
)
const { answerLine, isCommand } = await sources.load<typeof import('../../src/bots/email/answer-command.js')>(
  'src/bots/email/answer-command.ts',
)
const { toolOf } = await sources.load<typeof import('../../src/bots/mcp/tool-of-command.js')>(
  'src/bots/mcp/tool-of-command.ts',
)
const { runCommand } = await sources.load<typeof import('../../src/bots/terminal/run-command.js')>(
  'src/bots/terminal/run-command.ts',
)

const desk = await openSalesDesk()
const { say, change, deps, scope } = desk
const jobs = await loadJobs()

/** Runs the jobs of every open outbox row, as the worker does. */
async function runJobs(): Promise<void> {
  const rows = await desk.read(
    ({ sql }) => sql<{ id: string }[]>`select id from outbox where done_at is null order by id`,
  )
  for (const { id } of rows)
    await processOffer({ db: deps.db, services: quietServices, jobs }, { workspaceId: scope.workspaceId, outboxId: id })
}

beforeAll(async () => {
  await change((tx) => linkSlack(tx, desk.staff.dana, 'U0DANA'))
  await change(goLive)
  await say('dana', 'company new Acme')
  await say('dana', 'deal new "Acme renewal" company:Acme amount:50k')
})

test('the recipes’ code passes the compiler', async () => {
  expect(await sources.typeErrors(files)).toBe('')
})

describe('add-a-command', () => {
  const [who, text] = ['dana', 'deal call DEAL-1 They sign on Friday'] as const

  test('is in help, and is done with an Undo that takes it back', async () => {
    const { sections } = await say(who, 'deal help')
    expect(sections?.flatMap(({ lines }) => lines).join('\n')).toContain('deal call DEAL-12 They sign on Friday')
    const done = await say(who, `/${text}`)
    expect(done).toMatchObject({ headline: 'Call logged on DEAL-1 Acme renewal', reference: expect.any(String) })
    const { ok, reply } = await desk.click(who, done, 'Undo')
    expect({ ok, headline: reply.headline }).toEqual({ ok: true, headline: 'The call is gone.' })
  })

  test('runs in the terminal, as text and as JSON', async () => {
    const asker = { workspaceId: scope.workspaceId, staffId: desk.staff.dana, via: 'terminal' } as const
    const looks = { yes: false, colour: false, width: 100, timeZone: 'UTC', confirm: undefined }
    const plain = await runCommand(deps, asker, text, { ...looks, json: false })
    expect(plain).toMatchObject({ code: 0, out: expect.stringContaining('Call logged on DEAL-1 Acme renewal') })
    const { out } = await runCommand(deps, asker, text, { ...looks, json: true })
    expect(JSON.parse(out)).toMatchObject({ ok: true, data: { ref: 'DEAL-1' } })
  })

  test('has a form, and the form is a modal in Slack', async () => {
    const asker = { workspaceId: scope.workspaceId, staffId: desk.staff.dana, via: 'slack' } as const
    const opened = await openForm(deps, asker, { command: 'deal call', values: { deal: 'DEAL-1' } })
    if (!opened.ok) throw new Error(opened.reply.headline)
    const { title, blocks } = formView(opened.form, {})
    expect(title.text).toBe('Call deal')
    expect(blocks).toContainEqual(
      expect.objectContaining({ type: 'input', label: expect.objectContaining({ text: 'What came of it' }) }),
    )
  })

  test('is a tool of an assistant, with its parameters', async () => {
    const command = deps.catalog.commands.get('deal call')
    expect(command && toolOf(command, deps.catalog)).toMatchObject({
      name: 'deal_call',
      inputSchema: { properties: { deal: {}, outcome: {} }, required: ['deal', 'outcome'] },
      annotations: { readOnlyHint: false, destructiveHint: false },
    })
  })

  test('is done by mail as it is typed', async () => {
    expect(isCommand(deps.catalog, text)).toBe(true)
    const asker = { workspaceId: scope.workspaceId, staffId: desk.staff.dana, via: 'mail' } as const
    const { reply } = await answerLine(deps, asker, text)
    expect(reply.headline).toBe('Call logged on DEAL-1 Acme renewal')
  })

  test('is refused to whoever lacks its capability', async () => {
    expect(await desk.ask('hugo', text)).toMatchObject({ ok: false })
  })
})

describe('add-a-report', () => {
  test('is in the list, and runs with its parameter', async () => {
    const { data } = await say('finn', 'report list')
    expect(data).toMatchObject({
      reports: expect.arrayContaining([expect.objectContaining({ name: 'invoiced', options: ['since'] })]),
    })
    await say('finn', 'invoice new Service company:Acme amount:1200')
    await issueAll()
    const report = await say('finn', 'report invoiced since:2026-01-01')
    expect(report.data).toMatchObject({
      report: 'invoiced',
      rows: [{ company: 'Acme', invoices: 1, net: '1200.00' }],
      totals: { net: '1200.00' },
    })
    expect(report.chart?.categories).toEqual(['Acme'])
  })

  test('is not there for whoever may not run it', async () => {
    expect(await desk.ask('dana', 'report invoiced')).toMatchObject({ ok: false })
  })
})

describe('add-a-job', () => {
  test('tells the owner of a won deal, once however often the row is offered', async () => {
    await say('dana', 'deal new Upgrade company:Acme amount:900')
    await say('dana', 'deal win Upgrade')
    await runJobs()
    await change((tx) => tx.prisma.outbox.updateMany({ where: { kind: 'deal.won' }, data: { doneAt: null } }))
    await runJobs()
    const told = await desk.read(({ sql }) => sql`select recipient from delivery where occasion like 'deal-won:%'`)
    expect(told).toEqual([{ recipient: 'U0DANA' }])
  })
})

describe('add-a-check', () => {
  test('proves its task, and takes that back when the data moves', async () => {
    await change((tx) =>
      tx.prisma.closeTemplateTask.updateMany({
        where: { key: 'won-deals' },
        data: { checkName: 'order-numbers' },
      }),
    )
    await change((tx) => openClose(tx, '2026-11', 'DE'))
    expect(await finding()).toEqual({ state: 'ready', summary: '1 won in 2026-11 without an order number: DEAL-2.' })
    await say('dana', 'deal set DEAL-2 po:4711')
    expect(await finding()).toEqual({ state: 'approved', summary: 'Every deal won in 2026-11 has an order number.' })
    await say('dana', 'deal win DEAL-1')
    expect(await finding()).toEqual({ state: 'ready', summary: '1 won in 2026-11 without an order number: DEAL-1.' })
  })
})

describe('add-a-signal', () => {
  test('is found, has its place in the lists, and is acted on', async () => {
    await say('dana', 'deal new Late company:Acme close:2026-11-16 next:"Call them"')
    expect(await signals()).toEqual(['DEAL-3 Late was to be closed by now'])
    expect((await say('dana', 'signal kinds')).data).toMatchObject({
      signals: expect.arrayContaining([expect.objectContaining({ name: 'close-passed', threshold: 'Days ago: 3' })]),
    })
    await say('dana', 'deal set "Late" close:2026-12-16')
    expect(await signals()).toEqual([])
    const { data } = await say('dana', 'signal list ended name:close-passed')
    expect(data).toMatchObject({ signals: [{ state: 'acted', outcome: 'DEAL-3 is to be closed on another day' }] })
  })
})

/** The headlines of what Dana is to act on, once the daily look was taken. */
async function signals(): Promise<string[]> {
  await change((tx) => tx.outbox('signal.look', {}))
  await runJobs()
  const { data } = await say('dana', 'signal list name:close-passed')
  return (data as { signals: { headline: string }[] }).signals.map(({ headline }) => headline)
}

/** Where the task stands, and what its check said last, once the jobs have run. */
async function finding() {
  await runJobs()
  const [row] = await desk.read(
    ({ sql }) => sql<{ state: string; summary: string }[]>`
      select t.state, r.summary from close_task t join check_result r on r.task_id = t.id
      where t.key = 'won-deals' order by r.at desc, r.id desc limit 1`,
  )
  return row
}

async function issueAll(): Promise<void> {
  const drafts = await desk.read(({ sql }) => sql<{ ref: string }[]>`select ref from invoice where status = 'draft'`)
  for (const { ref } of drafts) {
    const { confirm } = await desk.ask('finn', `invoice issue ${ref}`)
    expect(await desk.ask('finn', { action: confirm ?? '' })).toMatchObject({ ok: true })
  }
}
