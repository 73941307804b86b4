import type { Tx } from '../../db/in-workspace.js'
import { invalid } from '../../lib/errors.js'
import { saveSettings } from '../people/workspace-store.js'
import { findAdvanceSetting, TAX_ADVANCES } from './advance-tax-store.js'
import type { TaxRate } from './invoice-amounts.js'
import { getTaxCode } from './tax-code-store.js'

/**
 * Says under which code of sales money is taxed that is recorded from now on and stays on account; null: it isn't. What is on account
 * by then stays as it is. Throws `invalid`, `not_found`.
 */
export async function setAdvanceTax(
  tx: Tx,
  wanted: string | null,
): Promise<Record<'before' | 'after', TaxName | null>> {
  const before = await findAdvanceSetting(tx)
  const after = wanted === null ? null : await getTaxCode(tx, wanted)
  if (after?.ratePpm === 0)
    throw invalid(
      `${after.code} ${after.name} has no tax, so none is due on money on account. Name a code with a rate.`,
    )
  await saveSettings(tx, { [TAX_ADVANCES]: after?.code ?? null })
  return { before, after }
}

type TaxName = Pick<TaxRate, 'code' | 'name'>
