import type { AccountKind, ChartAccount, Purpose } from '../account.js'

type Line = readonly [code: string, name: string, purpose: Purpose]

/** A chart as a table: groups of [code, name, purpose] under their kind. Receivable and payable are control accounts. */
export const chartOf = (groups: Record<AccountKind, readonly Line[]>): readonly ChartAccount[] =>
  Object.entries(groups).flatMap(([kind, lines]) =>
    lines.map(([code, name, purpose]) => ({
      code,
      name,
      kind: kind as AccountKind,
      purpose,
      ...(purpose === 'receivable' || purpose === 'payable' ? { control: purpose } : {}),
    })),
  )
