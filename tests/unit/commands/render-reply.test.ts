import { expect, test } from 'vitest'
import type { Reply } from '../../../src/bots/commands/reply.js'
import { renderReply } from '../../../src/bots/terminal/render-reply.js'
import { money } from '../../../src/lib/money.js'

const render = (reply: Partial<Reply>, width = 60) =>
  renderReply({ headline: 'Deals', ...reply }, { width, colour: false, timeZone: 'Europe/Berlin' })
    .split('\n')
    .slice(2)

test('figures stand to the right, totals below a line, what is left out is counted', () => {
  const table = {
    columns: [
      { key: 'deal', label: 'Deal', type: 'record' },
      { key: 'amount', label: 'Amount', type: 'money' },
      { key: 'close', label: 'Close', type: 'date' },
      { key: 'empty', label: 'Empty', type: 'text' },
    ],
    rows: [
      {
        deal: { ref: 'DEAL-1', title: 'Acme' },
        amount: { money: money(5000000n, 'EUR') },
        close: { date: '2026-12-01' },
      },
      { deal: { ref: 'DEAL-2', title: '漢字 GmbH' }, amount: { money: money(99n, 'EUR') }, close: null, empty: '' },
    ],
    totals: { deal: 'Total', amount: { money: money(5000099n, 'EUR') } },
    more: 3,
  } as const
  expect(render({ table })).toEqual([
    'Deal                     Amount  Close',
    'DEAL-1 Acme       50,000.00 EUR  2026-12-01',
    'DEAL-2 漢字 GmbH       0.99 EUR',
    '────────────────  ─────────────  ──────────',
    'Total             50,000.99 EUR',
    '… and 3 more',
  ])
})

test('a table without rows is left out, heads and all', () => {
  const table = { columns: [{ key: 'what', label: 'What', type: 'text' }], rows: [] } as const
  expect(render({ table })).toEqual([])
})

test('the text with room between its words gives way before a word or a reference is broken', () => {
  const table = {
    columns: [
      { key: 'who', label: 'Who', type: 'text' },
      { key: 'invoice', label: 'Invoice', type: 'text' },
      { key: 'note', label: 'Note', type: 'text' },
    ],
    rows: [{ who: 'David Copperfield', invoice: 'INV-2026-0002', note: 'will pay it on Monday' }],
  } as const
  expect(render({ table }, 38)).toEqual([
    'Who          Invoice        Note',
    'David        INV-2026-0002  will pay',
    'Copperfield                 it on',
    '                            Monday',
  ])
})

test('a text that is too wide goes on below, a figure is never broken', () => {
  const table = {
    columns: [
      { key: 'what', label: 'What', type: 'text' },
      { key: 'amount', label: 'Amount', type: 'money' },
    ],
    rows: [{ what: 'a long description of what was sold', amount: { money: money(123456789n, 'USD') } }],
  } as const
  expect(render({ table }, 32)).toEqual([
    'What                      Amount',
    'a long          1,234,567.89 USD',
    'description of',
    'what was sold',
  ])
})

test('changes, fields, progress and what to type next', () => {
  expect(
    render({
      changes: [{ label: 'Stage', before: 'Proposal', after: 'Won' }],
      fields: [
        { label: 'Owner', value: { person: 'Dana Fox' } },
        { label: 'Moved', value: { at: new Date('2026-11-23T23:30:00Z') } },
      ],
      progress: { label: 'Close', done: 3, total: 4 },
      actions: [
        { label: 'Undo', do: { command: 'deal move', args: {} }, typed: 'undo', id: 'x' },
        { label: 'No words for it', do: { command: 'deal move', args: {} } },
      ],
      reference: '7K3MQ2XD',
    }),
  ).toEqual([
    'Owner  Dana Fox',
    'Moved  2026-11-24 00:30',
    '',
    'Stage  Proposal → Won',
    '',
    'Close  ███████████████░░░░░  3 of 4',
    '',
    'Next  Undo: undo',
    '',
    'Reference 7K3MQ2XD',
  ])
})

test('bars are to scale, to an eighth of a column', () => {
  const chart = {
    kind: 'bar',
    title: 'Pipeline',
    unit: 'EUR',
    categories: ['Proposal', 'Won'],
    series: [{ name: 'Amount', values: [100, 1] }],
  } as const
  const [title, proposal = '', won = ''] = render({ chart })
  expect(title).toBe('Pipeline (EUR)')
  expect(proposal).toMatch(/^Proposal {2}█{45} 100$/)
  expect(won).toMatch(/^Won {7}[▏▎▍▌▋▊▉] 1$/)
})

test('colours only when asked for, and a record cannot steer the terminal', () => {
  const reply = { headline: 'Acme \u001b[2J\u0007Ltd', text: 'is *bold* and `code`' }
  expect(renderReply(reply, { width: 60, colour: false, timeZone: 'UTC' })).toBe('Acme Ltd\n\nis bold and code')
  expect(renderReply(reply, { width: 60, colour: true, timeZone: 'UTC' })).toContain('\u001b[1mbold\u001b[22m')
})
