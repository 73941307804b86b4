import type { AccountKind } from '../../../domain/ledger/account.js'

export const ACCOUNT_KINDS = [
  'asset',
  'liability',
  'equity',
  'income',
  'expense',
] as const satisfies readonly AccountKind[]
