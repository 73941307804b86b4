import type { ProductInput } from '../../../domain/billing/product.js'
import { UNIT_WORDS } from '../../../domain/billing/unit.js'
import { readUnit } from '../lines-text.js'
import { type ArgsOf, clearable, optional } from '../params.js'

/** What of a product can be said when it is made and changed later. */
export const productParams = {
  sku: optional('text', 'SKU'),
  price: optional('amount', 'Price', { hint: 'One a currency: EUR 49, later USD 55' }),
  unit: optional('text', 'Unit', { hint: UNIT_WORDS.join(', ') }),
  tax: clearable('text', 'Tax code', { hint: 'Without one the customer’s' }),
  account: clearable('text', 'Account of income', { hint: 'Its code; without one that of sales' }),
  about: clearable('text', 'Description', { multiline: true }),
}

export function productInput({
  sku,
  price,
  unit,
  tax,
  account,
  about,
}: Partial<ArgsOf<typeof productParams>>): ProductInput {
  return {
    ...(sku ? { sku } : {}),
    ...(price ? { prices: [{ currency: price.currency, amountMinor: price.minor }] } : {}),
    ...(unit ? { unit: readUnit(unit) } : {}),
    ...(tax === undefined ? {} : { taxCode: tax }),
    ...(account === undefined ? {} : { account }),
    ...(about === undefined ? {} : { description: about }),
  }
}
