import type { ProductInput } from '../../../domain/billing/product.js'
import { UNIT_WORDS } from '../../../domain/billing/unit.js'
import { type Custom, changedCustom } from '../../../domain/crm/custom-field.js'
import { editedTags, readTagEdits } from '../../../domain/crm/tag.js'
import { valid } from '../../../lib/valid.js'
import type { CommandContext } from '../define-command.js'
import { readUnit } from '../lines-text.js'
import { ownValues } from '../own-values.js'
import { type ArgsOf, clearable, optional } from '../params.js'

/** What of a product can be said when it is made and changed later. */
export const productParams = {
  sku: optional('text', 'SKU'),
  price: optional('amount', 'Price', { hint: 'One a currency: EUR 49, later USD 55' }),
  unit: optional('text', 'Unit', { hint: UNIT_WORDS.join(', ') }),
  tax: clearable('text', 'Tax code', { options: 'sales-tax', hint: 'Without one the customer’s' }),
  account: clearable('text', 'Account of income', {
    options: 'income-account',
    hint: 'Its code; without one that of sales',
  }),
  about: clearable('text', 'Description', { multiline: true }),
  tag: optional('text', 'Tags', { hint: 'seasonal adds one, -seasonal takes it away' }),
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

type OfProduct = { tags: readonly string[]; custom: Custom }

/** Tags and fields of the company's own, as they are after what was given; of a new product from nothing. */
export function productExtras(
  context: CommandContext,
  name: string,
  args: { tag?: string | undefined },
  before: OfProduct = { tags: [], custom: {} },
): Pick<ProductInput, 'tags' | 'custom'> {
  const own = ownValues(context, name, args)
  return {
    ...(args.tag === undefined ? {} : { tags: valid(editedTags(before.tags, valid(readTagEdits(args.tag)))) }),
    ...(Object.keys(own).length > 0 ? { custom: changedCustom(before.custom, own) } : {}),
  }
}
