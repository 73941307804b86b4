import fc from 'fast-check'
import { expect, it } from 'vitest'
import { allocationOffers } from '../../src/domain/billing/allocation-offer.js'
import { DEFAULT_LADDER, type Overdue, reminderMail, totals } from '../../src/domain/billing/dunning.js'
import { type OnAccount, stillOwed } from '../../src/domain/billing/still-owed.js'
import { formatMoney, money } from '../../src/lib/money.js'

const amount = fc.record({ minor: fc.bigInt({ min: 1n, max: 9_999_99n }), currency: fc.constantFrom('EUR', 'USD') })
const overdue = fc.array(amount, { minLength: 1, maxLength: 6 }).map((amounts) =>
  amounts.map(
    (each, n): Overdue => ({
      invoiceId: `${n}`,
      name: `INV-${n}`,
      dueDate: '2026-10-01',
      open: money(each.minor, each.currency),
      reminded: 0,
      remindedOn: null,
      ended: false,
      dealId: null,
      version: 1,
    }),
  ),
)
const onAccount = fc
  .array(fc.tuple(amount, fc.boolean()), { maxLength: 5 })
  .map((all) =>
    all.map(
      ([each, mergedIn], n): OnAccount => ({ name: `PAY-${n}`, amount: money(each.minor, each.currency), mergedIn }),
    ),
  )

const sumIn = (currency: string, amounts: readonly { minor: bigint; currency: string }[]) =>
  amounts.filter((each) => each.currency === currency).reduce((sum, { minor }) => sum + minor, 0n)

it('no reminder asks for an amount that stands on account', () => {
  fc.assert(
    fc.property(overdue, onAccount, (due, theirs) => {
      const { invoices, held, covering } = stillOwed(due, theirs)
      const [level] = DEFAULT_LADDER
      if (!level) throw new Error('the ladder has steps')
      const { text } = reminderMail({ seller: 'Us', payTo: null, invoices, held, interest: [], level }, '2026-11-01')
      for (const { currency, minor } of totals(due)) {
        const owed =
          minor -
          sumIn(
            currency,
            theirs.map((each) => each.amount),
          )
        const asked = invoices.some(({ open }) => open.currency === currency)
        expect(asked).toBe(owed > 0n)
        if (asked) expect(text).toContain(`Open in all: ${formatMoney(money(owed, currency))}\n`)
        expect(covering.some((each) => each.amount.currency === currency)).toBe(
          !asked && theirs.some((each) => each.amount.currency === currency),
        )
      }
    }),
  )
})

it('what is offered to be allocated takes all that can be, of the company itself alone, and nothing twice', () => {
  fc.assert(
    fc.property(overdue, onAccount, (due, theirs) => {
      const open = new Map(due.map(({ name, open: { minor } }) => [name, minor]))
      let taken = 0n
      for (const { from, to } of allocationOffers(due, theirs)) {
        const money = theirs.find(({ name }) => name === from)
        if (!money || money.mergedIn) throw new Error('that can’t be allocated')
        let left = money.amount.minor
        for (const name of to) {
          const minor = open.get(name) ?? 0n
          const part = minor < left ? minor : left
          expect(part).toBeGreaterThan(0n)
          expect(due.find((each) => each.name === name)?.open.currency).toBe(money.amount.currency)
          open.set(name, minor - part)
          left -= part
          taken += part
        }
      }
      const own = theirs.filter(({ mergedIn }) => !mergedIn).map((each) => each.amount)
      const most = totals(due).map(({ minor, currency }) => [minor, sumIn(currency, own)] as const)
      expect(taken).toBe(most.reduce((sum, [owed, ours]) => sum + (owed < ours ? owed : ours), 0n))
    }),
  )
})
