import { expect, test } from 'vitest'
import { openForm } from '../../../src/bots/commands/forms.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import type { StateValues, View } from '../../../src/sandbox/page-api.js'
import { foundedCompany } from '../../support/company.js'
import { testSlack } from '../../support/slack.js'

const company = await foundedCompany([{ name: 'fay', roles: ['admin'] }])
const { db, scope, staff } = company
const slack = await testSlack(db, scope, [{ name: 'fay', staffId: staff['fay'] ?? '' }])
const fay = slack.as('fay')
const who = { workspaceId: scope.workspaceId, staffId: staff['fay'] ?? '', via: 'slack' as const }
const catalog = await loadCatalog()

const acme = await company.change(async (tx) => createCompany(tx, { name: 'Acme', currency: 'EUR' }), 'fay')

const elementOf = (view: View, key: string) =>
  view.blocks.find((block) => block.block_id === key)?.['element'] as unknown as {
    type: string
    action_id: string
    options?: { value: string; text: { text: string } }[]
  }

/** A form with what is entered, by field. */
function entered(view: View, values: Record<string, Record<string, unknown>>): StateValues {
  const inputs = Object.entries(values).map(([key, value]) => {
    const { type, action_id } = elementOf(view, key)
    return [key, { [action_id]: { type, ...value } }]
  })
  return Object.fromEntries(inputs) as StateValues
}

test('a tax code is chosen by its name and rate, and no account is asked of a list that is too long to be shown', async () => {
  await fay.command('/invoice new')
  const view = await fay.modal()
  const { type, options = [] } = elementOf(view, 'tax')
  expect(type).toBe('static_select')
  expect(options.map(({ text }) => text.text)).toContain('AA · VAT 7 %')
  const values = {
    description: { value: 'Consulting' },
    company: { selected_option: { text: { type: 'plain_text', text: 'Acme' }, value: acme.id } },
    amount: { value: '100' },
    tax: { selected_option: options.find(({ value }) => value === 'AA') },
  }
  expect(await fay.submit(view, entered(view, values))).toMatchObject({ outcome: 'closed' })
  await fay.sees('107.00 EUR')
})

test('what stands there is chosen, also where it was typed another way; what is none of the list stays typed', async () => {
  const taxOf = async (tax: string) => {
    const opened = await openForm({ db, catalog }, who, { command: 'invoice new', values: { tax } })
    return opened.ok ? opened.form.fields.find(({ key }) => key === 'tax') : undefined
  }
  expect(await taxOf('aa')).toMatchObject({ type: 'choice', initial: 'AA' })
  expect(await taxOf('gone')).toMatchObject({ type: 'text', initial: 'gone' })
})

test('of more accounts than Slack shows those are offered that fit what is typed, and none that a document alone posts to', async () => {
  await company.change(async ({ prisma, newId }) => {
    const data = Array.from({ length: 110 }, (_, n) => ({
      workspaceId: scope.workspaceId,
      id: newId(),
      code: String(90_000 + n),
      name: `Cost centre ${n}`,
      nameKey: `cost centre ${n}`,
      kind: 'expense',
    }))
    await prisma.account.createMany({ data })
  }, 'fay')
  await fay.command('/bill new')
  const view = await fay.modal()
  expect(elementOf(view, 'account').type).toBe('external_select')
  const { options } = await fay.options(view, 'account', 'centre 7')
  expect(options[0]).toMatchObject({ text: { text: '90007 Cost centre 7' }, value: '90007' })
  expect(options).toHaveLength(11)
  expect((await fay.options(view, 'account', 'receivable')).options).toEqual([])
})
