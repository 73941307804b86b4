import type { types } from '@slack/bolt'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Form, FormField } from '../../src/bots/commands/form.js'
import type { Action, Cell, Chart, Column, Field, Reply, Row, Section, Table } from '../../src/bots/commands/reply.js'
import type { Again } from '../../src/bots/commands/request.js'
import { homeBlocks } from '../../src/bots/slack/home/home-blocks.js'
import { glance } from '../../src/bots/slack/listeners/links.js'
import { greeting } from '../../src/bots/slack/meet.js'
import { replyBlocks } from '../../src/bots/slack/render/blocks.js'
import { cardView } from '../../src/bots/slack/render/card-view.js'
import { logModal } from '../../src/bots/slack/render/log-modal.js'
import { formView, messageView } from '../../src/bots/slack/render/modal.js'
import { asNotice } from '../../src/jobs/as-notice.js'
import { checkMessage, checkView } from '../../src/sandbox/blocks/check.js'

/** What a record's name, a mail's subject or a colleague may bring. */
const HOSTILE = [
  '',
  ' ',
  '&<>'.repeat(1_500),
  '<!channel> <@U1> <https://evil.example|good.example>',
  'שלום בע״מ '.repeat(300),
  '😀👩‍👩‍👧'.repeat(900),
  'x'.repeat(12_000),
  '*_~`>'.repeat(700),
  'line\n'.repeat(800),
  '\u202egnp.exe',
  '{"type":"section"}',
]
const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ maxLength: 200, unit: 'grapheme' }))
const money = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }).map((minor) => ({ money: { minor, currency: 'EUR' } }))
const cell: fc.Arbitrary<Cell> = fc.oneof(
  text,
  fc.constant(null),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  money,
  fc.constant({ date: '2026-11-26' as const }),
  fc.constant({ at: new Date('2026-11-26T10:00:00Z') }),
  text.map((person) => ({ person })),
  text.map((title) => ({ ref: 'DEAL-12', title })),
)
const TYPES: Column['type'][] = ['text', 'number', 'money', 'date', 'percent', 'record', 'person']

const table: fc.Arbitrary<Table> = fc
  .record({
    heads: fc.array(fc.tuple(text, fc.constantFrom(...TYPES)), { minLength: 1, maxLength: 40 }),
    cells: fc.array(cell, { minLength: 1, maxLength: 40 }),
    rows: fc.constantFrom(0, 1, 3, 40, 41, 90),
    more: fc.constantFrom(0, 7),
    hasTotals: fc.boolean(),
  })
  .map(({ heads, cells, rows, more, hasTotals }) => {
    const columns = heads.map(([label, type], at): Column => ({ key: `c${at}`, label, type }))
    const row = (n: number): Row =>
      Object.fromEntries(columns.map(({ key }, at) => [key, cells[(n * 7 + at) % cells.length] ?? null]))
    return {
      columns,
      rows: Array.from({ length: rows }, (_, n) => row(n)),
      ...(hasTotals ? { totals: row(rows) } : {}),
      ...(more > 0 ? { more } : {}),
    }
  })

const field: fc.Arbitrary<Field> = fc.record({ label: text, value: cell })
const action: fc.Arbitrary<Action> = fc.record({
  label: text,
  do: fc.constantFrom<Action['do']>(
    { command: 'deal show', args: {} },
    { form: 'deal new', args: {} },
    { url: 'https://daybook.example.com/r/DEAL-12' },
  ),
  id: fc.constant('01900000-0000-7000-8000-000000000000'),
})
const section: fc.Arbitrary<Section> = fc.record(
  { title: text, fields: fc.array(field, { maxLength: 14 }), lines: fc.array(text, { maxLength: 40 }), prose: text },
  { requiredKeys: ['title'] },
)
const chart: fc.Arbitrary<Chart> = fc.record({
  kind: fc.constantFrom<Chart['kind']>('bar', 'stacked-bar', 'line'),
  title: text,
  unit: text,
  categories: fc.array(text, { maxLength: 20 }),
  series: fc.constant([]),
})
const reply: fc.Arbitrary<Reply> = fc.record(
  {
    headline: text,
    text,
    chart,
    fields: fc.array(field, { maxLength: 25 }),
    changes: fc.array(fc.record({ label: text, before: cell, after: cell }), { maxLength: 30 }),
    table,
    progress: fc.record({ label: text, done: fc.nat(), total: fc.nat() }),
    sections: fc.array(section, { maxLength: 60 }),
    actions: fc.array(action, { maxLength: 40 }),
    notes: fc.array(text, { maxLength: 20 }),
    reference: fc.constant('ABCD1234'),
  },
  { requiredKeys: ['headline'] },
)

const any = () => true
const AGAIN: Again = { id: 'id', needs: 'deal.read', shareable: true, isCard: false, opens: ['DEAL-12'] }
const controls = (page: number) => ({
  controls: { again: 'id', page, share: true, link: 'https://daybook.example.com/r/DEAL-1' },
})
const sent = (blocks: types.KnownBlock[]) => checkMessage(blocks as never, undefined, any)
const unfurled = (blocks: types.KnownBlock[]) => checkMessage(undefined, [{ blocks }], any)
const shown = (view: object) =>
  checkView({ ...view } as never, 'type' in view && view.type === 'modal' ? 'modal' : 'home', any)

test('every reply is a message that Slack accepts, whatever stands in it, page by page', () => {
  fc.assert(
    fc.property(reply, fc.nat({ max: 300 }), (each, page) => {
      expect(sent(replyBlocks(each, 'Europe/Berlin'))).toEqual([])
      expect(sent(replyBlocks(each, null))).toEqual([])
      expect(sent(replyBlocks(each, 'UTC', { ...controls(page), opens: ['DEAL-12'] }))).toEqual([])
      expect(sent(replyBlocks(asNotice('task-reminder:1:2026-11-26', each), null))).toEqual([])
      expect(unfurled(replyBlocks(glance(each), null, { tables: 'lines' }))).toEqual([])
      expect(sent(replyBlocks(each, 'UTC', { isContinued: true, chartFileId: 'F1' }))).toEqual([])
      expect(sent(replyBlocks(each, 'UTC', { tables: 'lines' }))).toEqual([])
    }),
    { numRuns: 40 },
  )
})

test('ten thousand rows are as many pages as they need, each of them accepted, and no row is on none', () => {
  const columns: Column[] = [{ key: 'a', label: 'A & <B>', type: 'text' }]
  const rows = Array.from({ length: 10_000 }, (_, n) => ({ a: `${n} ${'😀'.repeat(n % 60)}` }))
  const seen = new Set<string>()
  for (let page = 0; page < 250; page += 1) {
    const blocks = replyBlocks({ headline: 'All', table: { columns, rows } }, 'UTC', controls(page))
    expect(sent(blocks)).toEqual([])
    const grid = blocks.find((block) => block.type === 'table')?.rows ?? []
    for (const [first] of grid.slice(1)) seen.add((first as { text: string }).text.split(' ')[0] ?? '')
  }
  expect(seen.size).toBe(10_000)
})

test('every reply is a card in a modal, and a section and the news of App Home', () => {
  fc.assert(
    fc.property(reply, fc.array(reply, { maxLength: 12 }), text, (done, answers, name) => {
      expect(shown(cardView({ reply: done }, 'UTC'))).toEqual([])
      expect(shown(cardView({ reply: done, again: AGAIN }, 'UTC', answers.length))).toEqual([])
      const sections = answers.map((each) => ({
        title: each.headline,
        text: 'deal list',
        answer: { ok: true, reply: each },
        openers: (each.table?.rows ?? []).slice(0, 10).map((_, at) => (at % 2 ? `id-${at}` : undefined)),
      }))
      const blocks = homeBlocks({ name, zone: 'UTC', done: { ok: true, reply: done }, sections })
      expect(shown({ type: 'home', blocks })).toEqual([])
    }),
    { numRuns: 25 },
  )
})

const formField: fc.Arbitrary<FormField> = fc
  .record({
    label: text,
    hint: text,
    required: fc.boolean(),
    type: fc.constantFrom<FormField['type']>(
      'text',
      'long-text',
      'amount',
      'number',
      'month',
      'date',
      'choice',
      'record',
      'checkbox',
      'email',
      'file',
    ),
    most: fc.integer({ min: 1, max: 10 }),
    initial: text,
    choices: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 200 }), { minLength: 1, maxLength: 150 }),
  })
  .map(({ initial, type, ...rest }) => ({
    ...rest,
    key: 'key',
    type,
    record: 'deal',
    initial:
      type === 'record'
        ? { value: 'id', label: initial }
        : type === 'checkbox'
          ? true
          : type === 'date'
            ? '2026-11-26'
            : initial,
  }))

test('every form, message in a modal and note to log is a view that Slack accepts', () => {
  const fields = fc
    .array(formField, { maxLength: 30 })
    .map((all) => all.map((each, at) => ({ ...each, key: `key-${at}` })))
  const form: fc.Arbitrary<Form> = fc.record({
    id: fc.constant('id'),
    title: text,
    intro: text,
    submitLabel: text,
    fields,
  }) as never
  fc.assert(
    fc.property(form, text, fc.array(text, { maxLength: 5 }), (each, note, labels) => {
      expect(shown(formView(each, { channel: 'C0FINANCE0', threadTs: '1690000000.000100', home: true }))).toEqual([])
      expect(shown(messageView(note, note))).toEqual([])
      for (const kind of ['member', 'guest', 'outside', 'unknown'] as const)
        for (const staff of [null, { email: note } as never])
          expect(sent(greeting({ stranger: { name: note, email: note, kind }, staff }, 'U1').blocks)).toEqual([])
      const suggested = labels.map((label, at) => ({ label, value: `id-${at}` }))
      expect(shown(logModal(note, { channel: 'C1', suggested }))).toEqual([])
    }),
    { numRuns: 40 },
  )
})
