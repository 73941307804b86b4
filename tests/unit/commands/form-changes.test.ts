import { expect, test } from 'vitest'
import { defineCommand } from '../../../src/bots/commands/define-command.js'
import { describeForm } from '../../../src/bots/commands/describe-form.js'
import type { FormValues } from '../../../src/bots/commands/form.js'
import { changedValues, movedSince } from '../../../src/bots/commands/form-changes.js'
import { clearable, optional, required } from '../../../src/bots/commands/params.js'
import { money } from '../../../src/lib/money.js'

const command = defineCommand({
  name: 'deal set',
  summary: '',
  example: '',
  needs: 'deal.write',
  risk: 'read',
  params: {
    title: optional('text', 'Title'),
    note: clearable('text', 'Note', { multiline: true }),
    amount: clearable('amount', 'Amount'),
    contact: clearable('record', 'Contact', { record: 'contact' }),
    forecast: clearable('choice', 'Forecast', { choices: ['commit', 'upside'] }),
    urgent: clearable('flag', 'Urgent'),
  },
  run: async () => ({ headline: '' }),
})
const ada = { kind: 'contact', id: 'ada', ref: 'CT-1', title: 'Ada', version: 3 }
const long = 'word '.repeat(900)
const began = { title: 'Roof', note: 'two\r\nlines', amount: money(50_000_00n, 'EUR'), contact: ada, urgent: true }

/** What a face sends of a form that was left as it opened, but for this. */
function changed(entered: FormValues, was: Record<string, unknown> = began) {
  const { fields } = describeForm('id', command, was)
  const left = Object.fromEntries(
    fields.map(({ key, initial }) => [key, typeof initial === 'object' ? initial.value : (initial ?? null)]),
  )
  return changedValues(command, fields, was, { ...left, ...entered })
}

test.each<[string, FormValues, Record<string, unknown>]>([
  ['nothing', {}, {}],
  ['a line break as the browser has it', { note: 'two\nlines ' }, {}],
  ['another text', { title: 'Roof 2' }, { title: 'Roof 2' }],
  ['another amount', { amount: '60k' }, { amount: '60k' }],
  ['another record', { contact: 'bob' }, { contact: 'bob' }],
  ['what can be empty, emptied', { amount: null, contact: '' }, { amount: { none: true }, contact: { none: true } }],
  ['what can not be empty, emptied', { title: '' }, {}],
  ['a tick taken away', { urgent: false }, { urgent: { none: true } }],
  ['a choice made', { forecast: 'commit' }, { forecast: 'commit' }],
])('%s is given as what was changed', (_what, entered, given) => {
  expect(changed(entered)).toEqual(given)
})

test('what a form could not show is not changed by it: a long text, a choice that is no more, an unticked box', () => {
  expect(changed({}, { note: long })).toEqual({})
  expect(changed({ forecast: null }, { forecast: 'pipedream' })).toEqual({})
  expect(changed({ urgent: false }, { urgent: false })).toEqual({})
})

test('without a record to begin with everything that was entered is given, and what is needed always', () => {
  expect(changed({ title: 'Roof', amount: '' }, {})).toEqual({ title: 'Roof' })
  const needed = { ...command, params: { title: required('text', 'Title') } }
  const { fields } = describeForm('id', needed, began)
  expect(changedValues(needed, fields, began, { title: 'Roof' })).toEqual({ title: 'Roof' })
})

test('a field has moved when the record has something else than at first, and else than is given', () => {
  const given = { amount: money(60_000_00n, 'EUR'), title: 'Roof 2', contact: null }
  const moved = (now: Record<string, unknown>) => movedSince(given, { known: began, now: { ...began, ...now } })
  expect(moved({})).toEqual([])
  expect(moved({ note: 'another', urgent: false })).toEqual([])
  expect(moved({ amount: money(60_000_00n, 'USD'), title: 'Roof 2' })).toEqual(['amount'])
  expect(moved({ amount: undefined, contact: { ...ada, id: 'bob' } })).toEqual(['amount', 'contact'])
  expect(moved({ amount: money(60_000_00n, 'EUR'), contact: { ...ada, version: 9 } })).toEqual([])
})
