import { expect, it } from 'vitest'
import { loadHomeSections } from '../../../src/bots/slack/home/define-section.js'
import { homeBlocks, type ShownSection } from '../../../src/bots/slack/home/home-blocks.js'
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
