import { describe, expect, it } from 'vitest'
import { accruedInterest, type Debt, type InterestTerms, rateInWords } from '../../../src/domain/billing/interest.js'
import { claimOf, type LateInvoice } from '../../../src/domain/billing/interest-claim.js'

const nine: InterestTerms = {
  validFrom: '2026-01-01',
  referenceMilli: null,
  pointsMilli: 9000,
  fromLevel: 2,
  feeMinor: 40_00n,
  feeCurrency: 'EUR',
}
const debt: Debt = { dueDate: '2026-10-31', minor: 36_500_00n, settled: [], disputed: [] }

describe('interest on a late invoice', () => {
  it('is simple, by actual days of 365, from the day after the due date on', () => {
    expect(accruedInterest(debt, [nine], '2026-10-31')).toBe(0n)
    expect(accruedInterest(debt, [nine], '2026-11-01')).toBe(9_00n)
    expect(accruedInterest(debt, [nine], '2026-11-10')).toBe(90_00n)
  })

  it('is on what was open each day: the day of a payment is the last of what it paid', () => {
    const half = { ...debt, settled: [{ date: '2026-11-05', minor: 18_250_00n }] }
    expect(accruedInterest(half, [nine], '2026-11-10')).toBe(5n * 9_00n + 5n * 4_50n)
    const all = { ...debt, settled: [{ date: '2026-11-05', minor: 36_500_00n }] }
    expect(accruedInterest(all, [nine], '2027-11-05')).toBe(45_00n)
  })

  it('stops while disputed, and goes on after it', () => {
    const disputed = { ...debt, disputed: [{ from: '2026-11-03', to: '2026-11-08' }] }
    expect(accruedInterest(disputed, [nine], '2026-11-05')).toBe(27_00n)
    expect(accruedInterest(disputed, [nine], '2026-11-10')).toBe(45_00n)
  })

  it('takes the rate of each day, and none from before there was one', () => {
    const later = { ...nine, validFrom: '2026-11-06', referenceMilli: 1000, pointsMilli: 9000 }
    expect(accruedInterest(debt, [nine, later], '2026-11-10')).toBe(5n * 9_00n + 5n * 10_00n)
    expect(accruedInterest(debt, [later], '2026-11-10')).toBe(50_00n)
    expect(rateInWords(later)).toBe('1 + 9 % = 10 %')
  })
})

describe('what is claimed', () => {
  const late: LateInvoice = {
    invoiceId: 'i',
    companyId: 'c',
    name: 'INV-1',
    currency: 'EUR',
    version: 1,
    open: true,
    debt,
    saidAt: 0,
    doneInterestMinor: 0n,
    doneFeeMinor: 0n,
  }
  const through = '2026-11-10'

  it('is nothing until the step of the ladder that says it, then interest and the lump sum once', () => {
    expect(claimOf({ ...late, saidAt: 1 }, [nine], { through })).toBeNull()
    expect(claimOf({ ...late, saidAt: 2 }, [nine], { through })).toMatchObject({
      interestMinor: 90_00n,
      feeMinor: 40_00n,
      said: true,
    })
    const first = claimOf(late, [nine], { through, levels: new Map([['i', 2]]) })
    expect(first).toMatchObject({ interestMinor: 90_00n, said: false })
  })

  it('is what came after what is charged or waived, without another lump sum', () => {
    const charged = { ...late, saidAt: 2, doneInterestMinor: 81_00n, doneFeeMinor: 40_00n }
    expect(claimOf(charged, [nine], { through })).toMatchObject({ interestMinor: 9_00n, feeMinor: 0n })
    expect(claimOf({ ...charged, doneInterestMinor: 95_00n }, [nine], { through })).toBeNull()
  })

  it('has no lump sum in another currency', () => {
    expect(claimOf({ ...late, saidAt: 2, currency: 'USD' }, [nine], { through })).toMatchObject({ feeMinor: 0n })
  })
})
