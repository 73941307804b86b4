import { expect, test } from 'vitest'
import { nextStep } from '../../../src/bots/commands/close/next-steps.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import { loadChecks } from '../../../src/domain/close/checks.js'
import { money } from '../../../src/lib/money.js'

const { commands } = await loadCatalog()
const checks = await loadChecks()
const everything = { may: () => true }

test('each button that leads from a check to where it is put right is a command with those parameters', () => {
  const rows = [
    undefined,
    { key: 'DRAFT-1', amount: money(100n, 'EUR'), cells: {} },
    { key: 'DRA-1', amount: money(100n, 'EUR'), cells: {} },
    { key: 'BILL-1', amount: money(100n, 'EUR'), cells: { supplier: 'Bellwether' } },
    { key: 'BILL-1', amount: null, cells: {} },
  ]
  const steps = checks.flatMap(({ name }) => rows.flatMap((row) => nextStep(everything, name, '2026-10', row) ?? []))
  expect(steps.length).toBeGreaterThan(checks.length)
  for (const { label, do: done } of steps) {
    if ('url' in done) throw new Error(`${label} leads out of the chat`)
    const name = 'command' in done ? done.command : done.form
    const command = commands.get(name)
    expect(command, `${label}: ${name}`).toBeDefined()
    expect(Object.keys(command?.params ?? {}), label).toEqual(expect.arrayContaining(Object.keys(done.args)))
  }
})

test('an accrual of a bill that came late is of its supplier; of what an employee spent there is none', () => {
  const of = (key: string) =>
    nextStep(everything, 'late-bills-accrued', '2026-10', {
      key,
      amount: money(100n, 'EUR'),
      cells: { supplier: 'Bellwether' },
    })?.do
  expect(of('BILL-1')).toMatchObject({ args: { memo: 'BILL-1', company: 'Bellwether' } })
  expect(of('EXP-1')).not.toHaveProperty('args.company')
})

test('who may not read the books is led nowhere', () => {
  expect(nextStep({ may: () => false }, 'bank-reconciled', '2026-10')).toBeNull()
})
