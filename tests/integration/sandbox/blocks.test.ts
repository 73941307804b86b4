import { expect, test } from 'vitest'
import { button, section, testSandbox } from './support.js'

const plain = (text: string) => ({ type: 'plain_text', text })
const cell = (text: string) => ({ type: 'raw_text', text })
const grid = (rows: number, columns: number, text = 'x') =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => cell(text)))
const option = (text: string, value = 'v') => ({ text: plain(text), value })
const select = (options: unknown[]) => ({
  type: 'actions',
  elements: [{ type: 'static_select', action_id: 'a', placeholder: plain('Stage'), options }],
})
const points = (labels: string[]) => labels.map((label, index) => ({ label, value: index + 1 }))
const bars = (categories: string[], labels = categories) => ({
  type: 'data_visualization',
  title: 'Pipeline',
  chart: { type: 'bar', series: [{ name: 'Won', data: points(labels) }], axis_config: { categories } },
})

const GOOD: [string, unknown[]][] = [
  ['fifty blocks', Array.from({ length: 50 }, () => ({ type: 'divider' }))],
  ['section', [{ ...section('x'.repeat(3_000)), fields: [plain('x'.repeat(2_000))], block_id: 'b', expand: true }]],
  [
    'header and context',
    [
      { type: 'header', text: plain('x'.repeat(150)) },
      { type: 'context', elements: [plain('x')] },
    ],
  ],
  ['buttons', [button('one', 'x'.repeat(2_000))]],
  ['100 options', [select(Array.from({ length: 100 }, (_, index) => option('x'.repeat(75), String(index))))]],
  ['emoji count as one', [{ type: 'header', text: plain('📈'.repeat(150)) }]],
  ['table', [{ type: 'table', rows: grid(100, 20), column_settings: [{ align: 'right' }, null] }]],
  ['data_table', [{ type: 'data_table', caption: 'Deals', rows: grid(101, 5), page_size: 10 }]],
  ['charts', [bars(['Q1', 'Q2']), bars(['Q3'])]],
  [
    'rich text',
    [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] }] }],
  ],
  ['markdown', [{ type: 'markdown', text: '# x' }]],
  ['image', [{ type: 'image', image_url: 'https://example.com/a.png', alt_text: 'a' }]],
]

test.each(GOOD)('%s: taken', async (_name, blocks) => {
  const sandbox = await testSandbox()
  const answer = await sandbox.call('chat.postMessage', { channel: '#sales', text: 'x', blocks })
  expect(answer.response_metadata?.messages).toBeUndefined()
  expect(answer.ok).toBe(true)
})

const BAD: [unknown[], string][] = [
  [Array.from({ length: 51 }, () => ({ type: 'divider' })), 'no more than 50 items allowed [json-pointer:/blocks]'],
  [
    [{ type: 'divider' }, section('x'.repeat(3_001))],
    'must be less than 3001 characters [json-pointer:/blocks/1/text/text]',
  ],
  [[section('')], 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
  [[{ type: 'section' }], 'must define either `text` or `fields` [json-pointer:/blocks/0]'],
  [
    [{ ...section('x'), fields: Array(11).fill(plain('x')) }],
    'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
  ],
  [[{ ...section('x'), colour: 'red' }], 'invalid additional property: colour [json-pointer:/blocks/0]'],
  [
    [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }],
    'unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]',
  ],
  [
    [{ type: 'header', text: plain('x'.repeat(151)) }],
    'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
  ],
  [[{ type: 'context', elements: [] }], 'must provide at least 1 items [json-pointer:/blocks/0/elements]'],
  [
    [{ type: 'context', elements: Array(11).fill(plain('x')) }],
    'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    [
      {
        type: 'actions',
        elements: Array.from({ length: 26 }, (_, index) => ({
          type: 'button',
          text: plain('x'),
          action_id: `${index}`,
        })),
      },
    ],
    'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [[button('a', 'x'.repeat(2_001))], 'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]'],
  [
    [{ type: 'actions', elements: [{ type: 'plain_text_input' }] }],
    'unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]',
  ],
  [
    [section('x'), { ...button('a'), block_id: 'b' }, { ...button('a'), block_id: 'b' }],
    '`block_id` already exists for another block: "b" [json-pointer:/blocks/2/block_id]',
  ],
  [
    [{ type: 'actions', elements: [...button('a').elements, ...button('a').elements] }],
    '`action_id` already exists: "a" [json-pointer:/blocks/0/elements/1/action_id]',
  ],
  [
    [select(Array(101).fill(option('x')))],
    'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    [select([option('x'.repeat(76))])],
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]',
  ],
  [[select([])], 'must provide at least 1 items [json-pointer:/blocks/0/elements/0/options]'],
  [[{ type: 'image', alt_text: 'a' }], 'must define either `image_url` or `slack_file` [json-pointer:/blocks/0]'],
  [
    [{ type: 'image', alt_text: 'a', image_url: 'http://127.0.0.1/a.png' }],
    'downloading image failed [json-pointer:/blocks/0/image_url]',
  ],
  [[{ type: 'table', rows: grid(101, 2) }], 'no more than 100 items allowed [json-pointer:/blocks/0/rows]'],
  [[{ type: 'table', rows: grid(1, 21) }], 'no more than 20 items allowed [json-pointer:/blocks/0/rows/0]'],
  [
    [{ type: 'table', rows: [[cell('x')], [cell('x'), cell('y')]] }],
    'all rows must have the same number of cells [json-pointer:/blocks/0/rows/1]',
  ],
  [
    [
      { type: 'table', rows: grid(2, 1, 'x'.repeat(4_000)) },
      { type: 'table', rows: grid(1, 1, 'x'.repeat(2_001)) },
    ],
    'table cells exceed 10000 characters in total [json-pointer:/blocks/1/rows]',
  ],
  [
    [{ type: 'data_table', caption: 'x', rows: grid(102, 1) }],
    'no more than 101 items allowed [json-pointer:/blocks/0/rows]',
  ],
  [[{ type: 'data_table', rows: grid(2, 1) }], 'missing required field: caption [json-pointer:/blocks/0]'],
  [
    [bars(['a']), bars(['a']), bars(['a'])],
    'no more than 2 data_visualization blocks allowed [json-pointer:/blocks/2]',
  ],
  [[bars(['a', 'b'], ['a'])], 'must have a value for every category [json-pointer:/blocks/0/chart/series/0/data]'],
  [
    [bars(Array.from({ length: 21 }, (_, index) => `${index}`))],
    'no more than 20 items allowed [json-pointer:/blocks/0/chart/axis_config/categories]',
  ],
  [
    [{ type: 'file', external_id: 'x', source: 'local' }],
    'must be a valid enum value: remote [json-pointer:/blocks/0/source]',
  ],
  [[{ type: 'alert', text: plain('x') }], 'unsupported type: alert [json-pointer:/blocks/0/type]'],
  [[{ type: 'constructor' }], 'unsupported type: constructor [json-pointer:/blocks/0/type]'],
]

test.each(BAD.map(([blocks, message]) => [message, blocks] as const))('%s', async (message, blocks) => {
  const sandbox = await testSandbox()
  const answer = await sandbox.call('chat.postMessage', { channel: '#sales', text: 'x', blocks })
  expect(answer.error).toBe('invalid_blocks')
  expect(answer.response_metadata?.messages).toContain(`[ERROR] ${message}`)
  expect((await sandbox.state(sandbox.ada)).messages).toEqual([])
})
