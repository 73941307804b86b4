/** An account at a bank, a card or a payment provider, and the account of the books that stands for it. */
export type BankAccount = {
  id: string
  name: string
  /** IBAN or the bank's number, capitals and digits. */
  number: string | null
  currency: string
  active: boolean
  accountId: string
  version: number
}

/** Whether two numbers mean the same account: equal, or an IBAN that ends in what the bank numbers it by. */
export const sameNumber = (a: string, b: string): boolean =>
  a === b ||
  (b.length >= 6 && a.length > b.length && a.endsWith(b)) ||
  (a.length >= 6 && b.length > a.length && b.endsWith(a))
