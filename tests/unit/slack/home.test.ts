import { expect, it } from 'vitest'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import { loadHomeSections } from '../../../src/bots/slack/home/define-section.js'
import { homeBlocks, type ShownSection } from '../../../src/bots/slack/home/home-blocks.js'
import { concerns, hasNews } from '../../../src/bots/slack/home/publish-home.js'
import { DEFAULT_ROLES } from '../../../src/domain/people/default-roles.js'
import { makeMember } from '../../../src/domain/people/staff.js'
import { checkView } from '../../../src/sandbox/blocks/check.js'

const section = (n: number, rows = 30): ShownSection => ({
  title: `Section ${n} ${'<&>'.repeat(40)}`,
  text: `deal list ${n}`,
  answer: {
    ok: true,
    reply: {
      headline: `${'😀שלום'.repeat(900)}`,
      table: {
        columns: [{ key: 'ref', label: 'Deal', type: 'record' }],
        rows: Array.from({ length: rows }, (_, at) => ({ ref: { ref: `DEAL-${at}`, title: 'x'.repeat(4000) } })),
      },
      notes: ['&'.repeat(4000)],
      actions: Array.from({ length: 30 }, (_, at) => ({
        label: `Button ${at} ${'y'.repeat(90)}`,
        do: { command: 'x', args: {} },
        id: `id-${at}`,
      })),
    },
  },
  openers: Array.from({ length: rows }, (_, at) => `opener-${at}`),
})

const problems = (sections: readonly ShownSection[], done?: ShownSection['answer']) =>
  checkView(
    { type: 'home', blocks: homeBlocks({ name: 'Dana <Doe>', zone: 'UTC', done, sections }) } as never,
    'home',
    () => true,
  )

it('is one that Slack accepts, however much there is to show', () => {
  const many = Array.from({ length: 40 }, (_, n) => section(n))
  expect(problems(many, section(0, 10_000).answer)).toEqual([])
  expect(problems([])).toEqual([])
})

it('names what had no room', () => {
  const many = Array.from({ length: 40 }, (_, n) => section(n))
  const blocks = homeBlocks({ name: 'Dana', zone: 'UTC', sections: many })
  expect(blocks.length).toBeLessThanOrEqual(100)
  expect(JSON.stringify(blocks.at(-1))).toContain('`deal list 39`')
  expect(JSON.stringify(blocks)).toContain('24 more: `deal list 0`')
})

it('shows fewer rows of what asks for fewer, and says how many are left', () => {
  const blocks = homeBlocks({ name: 'Dana', zone: 'UTC', sections: [{ ...section(0), rows: 3 }] })
  expect(JSON.stringify(blocks).match(/opener-\d/g)).toEqual(['opener-0', 'opener-1', 'opener-2'])
  expect(JSON.stringify(blocks)).toContain('27 more: `deal list 0`')
})

it('has its sections from a folder, in their order', async () => {
  const names = (await loadHomeSections()).map(({ name }) => name)
  expect(names.slice(0, 2)).toEqual(['setup', 'approvals'])
  expect(names).toContain('tasks')
  expect(names.indexOf('deals')).toBeLessThan(names.indexOf('mail'))
})

const EVERYBODY = ['approvals', 'signals', 'close-tasks', 'tasks']
/** What each role opens Home for, beside what is everybody's. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  sales: ['deals', 'mail'],
  support: ['cases-breaching', 'cases', 'deals', 'mail'],
  finance: ['deals', 'mail', 'close', 'bills-due', 'bills-waiting', 'overdue'],
  controller: ['deals', 'mail', 'close', 'bills-due', 'bills-waiting', 'overdue'],
  manager: ['cases-breaching', 'cases', 'deals', 'mail', 'team-deals'],
  admin: [
    'setup',
    'cases-breaching',
    'cases',
    'deals',
    'mail',
    'close',
    'bills-due',
    'bills-waiting',
    'overdue',
    'team-deals',
  ],
  department: [],
  auditor: ['deals', 'mail'],
}

it.each(DEFAULT_ROLES.map((role) => [role.name, role] as const))(
  'asks for %s what concerns them',
  async (name, role) => {
    const catalog = await loadCatalog()
    const who = makeMember({ id: 'a', name: 'A', email: 'a@x.test', timeZone: 'UTC' }, [role], [])
    const wanted = (await loadHomeSections()).filter((section) => concerns({ deps: { catalog } }, who, section))
    expect(wanted.map((section) => section.name).toSorted()).toEqual([...EVERYBODY, ...(SHOWN[name] ?? [])].toSorted())
  },
)

it('leaves out a close that is done and closed for everybody', async () => {
  const close = (await loadHomeSections()).find(({ name }) => name === 'close')
  const shown = (done: number, books: string) =>
    close && hasNews(close, { headline: '', table: { columns: [], rows: [{}] }, data: { done, total: 19, books } })
  expect(shown(19, 'closed')).toBe(false)
  expect(shown(19, 'open')).toBe(true)
  expect(shown(18, 'closed')).toBe(true)
})
