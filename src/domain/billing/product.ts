import { nameKey } from '../../lib/name-key.js'
import { no, ok, type Result } from '../../lib/result.js'
import type { Custom } from '../crm/custom-field.js'

/** What a company sells. Without a tax code the customer's counts, without an account that of sales. */
export type Product = {
  id: string
  /** What it is called for short, on lists and in files; found in any case. */
  sku: string
  name: string
  description: string | null
  /** UN/ECE Recommendation 20. */
  unit: string
  taxCodeId: string | null
  accountId: string | null
  retiredAt: Date | null
  tags: readonly string[]
  custom: Custom
  version: number
}

export type ProductPrice = { currency: string; amountMinor: bigint }

/** What people give of one; codes are as they are typed. Null empties, absent leaves. */
export type ProductInput = {
  name?: string
  sku?: string
  description?: string | null
  unit?: string
  taxCode?: string | null
  account?: string | null
  /** A price a currency; others stay. */
  prices?: readonly ProductPrice[]
  tags?: readonly string[]
  custom?: Custom
}

const LONGEST_SKU = 40

export function checkProduct({ name, sku }: { name: string; sku: string }): Result<{ name: string; sku: string }> {
  const text = name.trim().replace(/\s+/g, ' ')
  const code = sku.trim()
  if (!nameKey(text)) return no('A product needs a name.')
  if (!/^\S+$/.test(code) || code.length > LONGEST_SKU)
    return no(`"${sku}" is no SKU: up to ${LONGEST_SKU} letters, figures and signs without spaces, like CRS-100.`)
  return ok({ name: text, sku: code })
}

/** A SKU is the same in any case. */
export const skuKey = (sku: string): string => sku.trim().toLowerCase()
