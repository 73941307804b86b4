import { beforeAll, expect, test } from 'vitest'
import type { Form } from '../../../src/bots/commands/form.js'
import { openForm, searchRecords, submitForm } from '../../../src/bots/commands/forms.js'
import { foundTestCompany, type TestCompany, testDatabase } from './company.js'
import { staffCatalog } from './staff-commands.js'

const database = await testDatabase()
let company: TestCompany
let admin: string
let seller: string
let dana: string

beforeAll(async () => {
  company = await foundTestCompany(database, staffCatalog)
  admin = await company.hire('Ada Admin', 'admin')
  seller = await company.hire('Sam Seller', 'sales')
  dana = await company.hire('Dana Fox', 'support')
})

/** The form behind the button of Dana's card. */
async function renameForm(as = admin): Promise<Form> {
  const card = await company.ask(as, 'staff show dana.fox@lindenhof.test')
  const button = card.reply.actions?.find((action) => action.label === 'Rename…')?.id
  const opened = await openForm(company.deps, company.who(as), button ?? '')
  if (!opened.ok) throw new Error(opened.reply.headline)
  return opened.form
}

test('a form is the command’s parameters, with what is known', async () => {
  expect(await renameForm()).toMatchObject({
    command: 'staff rename',
    title: 'Rename staff',
    submitLabel: 'Rename',
    intro: expect.stringContaining('Dana'),
    fields: [
      { key: 'to', label: 'New name', type: 'text', required: true },
      { key: 'from', label: 'From', type: 'date', required: false },
    ],
  })
})

test('a form opens from a command and what was typed, words as they are', async () => {
  const opened = await openForm(company.deps, company.who(admin), {
    command: 'staff rename',
    values: { person: 'somebody unknown', from: 'tomorrow' },
  })
  expect(opened).toMatchObject({
    ok: true,
    form: {
      fields: [
        { key: 'person', type: 'record', record: 'staff', initial: 'somebody unknown' },
        {},
        { initial: '2026-11-24' },
      ],
    },
  })
})

test('mistakes come back by field, and nothing is done', async () => {
  const form = await renameForm()
  expect(await submitForm(company.deps, company.who(admin), form.id, { to: '  ', from: 'someday' })).toEqual({
    errors: { from: expect.stringContaining('“someday” is not a date') },
  })
  expect(await submitForm(company.deps, company.who(admin), form.id, { to: null, from: '' })).toEqual({
    errors: { to: 'New name is needed.' },
  })
})

test('a form is done once, with its Undo', async () => {
  const form = await renameForm()
  const submit = () => submitForm(company.deps, company.who(admin), form.id, { to: 'Dana Wolf', from: '+14d' })
  const done = await submit()
  expect(done).toMatchObject({ answer: { ok: true, reply: { headline: 'Dana Fox is now Dana Wolf' } } })
  expect(await submit()).toMatchObject({ answer: { ok: false, reply: { headline: 'You did this already at 10:00.' } } })
  expect(await company.ask(admin, 'undo')).toMatchObject({ ok: true })
})

test('whoever may not give the command gets no form and can submit none', async () => {
  const form = await renameForm()
  await expect(renameForm(seller)).rejects.toThrow('There is nothing here that you may do with this button.')
  expect(await submitForm(company.deps, company.who(seller), form.id, { to: 'X' })).toMatchObject({
    answer: { ok: false },
  })
})

test('records are offered while one types', async () => {
  const search = (query: string, as = admin) => searchRecords(company.deps, company.who(as), { kind: 'staff', query })
  expect(await search('da')).toEqual([{ value: dana, label: 'dana.fox@lindenhof.test Dana Fox' }])
  expect((await search('fox dnaa')).map(({ value }) => value)).toContain(dana)
  expect(await search('')).toHaveLength(3)
  expect(await search('zzzz')).toEqual([])
  expect(await searchRecords(company.deps, company.who(admin), { kind: 'deal', query: 'a' })).toEqual([])
})

test('a record chosen from the list is taken by its value', async () => {
  const opened = await openForm(company.deps, company.who(admin), { command: 'staff rename', values: {} })
  const id = opened.ok ? opened.form.id : ''
  const done = await submitForm(company.deps, company.who(admin), id, { person: dana, to: 'Dana Hare' })
  expect(done).toMatchObject({ answer: { ok: true, reply: { headline: 'Dana Fox is now Dana Hare' } } })
})
