import type { IsoDate } from '../../lib/dates.js'
import type { Purpose } from '../ledger/account.js'
import type { Side } from './settlement-item.js'

/** Money in from a customer (or back from a supplier), money out to a supplier or colleague (or back to a customer). */
export type Direction = 'in' | 'out'

/** How money moves. */
export type MoneyMethod = 'bank' | 'cash' | 'card'

/** What settles without money: given up, granted, kept by the bank, or withheld as tax. */
export type DifferenceMethod = 'write_off' | 'discount' | 'fee' | 'withholding'

export type PaymentMethod = MoneyMethod | DifferenceMethod

export type Payment = {
  id: string
  /** PAY-12. */
  ref: string
  direction: Direction
  date: IsoDate
  currency: string
  amountMinor: bigint
  /** The whole as the control account was posted to in the base currency. */
  baseMinor: bigint
  /** Held on account: no document has taken it yet. */
  unappliedMinor: bigint
  baseUnappliedMinor: bigint
  /** Base currency for one unit of `currency`; null in the base currency. */
  fxRate: string | null
  method: PaymentMethod
  reference: string | null
  companyId: string | null
  staffId: string | null
  /** Where the money came in or went out, or what the difference is booked to. */
  accountId: string
}

export const isMoney = (method: PaymentMethod): method is MoneyMethod =>
  method === 'bank' || method === 'cash' || method === 'card'

/** The account that takes it, unless somebody says which. */
export function accountOf(method: PaymentMethod, side: Side): Purpose {
  switch (method) {
    case 'bank':
    case 'card':
      return 'bank'
    case 'cash':
      return 'cash'
    case 'fee':
      return 'bank-charges'
    case 'withholding':
      return 'withholding-tax'
    case 'discount':
      return side === 'receivable' ? 'discounts-given' : 'discounts-received'
    case 'write_off':
      return side === 'receivable' ? 'bad-debts' : 'other-income'
  }
}

/** For sentences and memos: "Discount". */
export const methodName: Record<PaymentMethod, string> = {
  bank: 'Payment',
  cash: 'Cash payment',
  card: 'Card payment',
  write_off: 'Write-off',
  discount: 'Discount',
  fee: 'Bank fee',
  withholding: 'Tax withheld',
}
