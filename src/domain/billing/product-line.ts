import type { Tx } from '../../db/in-workspace.js'
import { invalid } from '../../lib/errors.js'
import type { NewLine } from './invoice-line.js'
import { getProduct, listPrices } from './product-store.js'

/** What a line that comes of a product begins with. Throws `invalid` where it is not sold any more or has no such price. */
export async function lineOfProduct(
  tx: Tx,
  productId: string,
  { currency, price }: { currency: string; price?: bigint | undefined },
): Promise<NewLine & { unit: string }> {
  const product = await getProduct(tx, productId)
  if (product.retiredAt) throw invalid(`${product.name} (${product.sku}) is not sold any more.`)
  const listed = (await listPrices(tx, productId)).find((each) => each.currency === currency)?.amountMinor
  const unitPriceMinor = price ?? listed
  if (unitPriceMinor === undefined)
    throw invalid(`${product.name} (${product.sku}) has no price in ${currency}. Say one: price:…`)
  return { description: product.name, unitPriceMinor, unit: product.unit, ...(await bookingOf(tx, productId)) }
}

/** How a product is taxed and booked, where it says so itself. */
export async function bookingOf(tx: Tx, productId: string): Promise<Pick<NewLine, 'taxCode' | 'accountId'>> {
  const { workspaceId } = tx.scope
  const row = await tx.prisma.product.findUnique({
    where: { workspaceId_id: { workspaceId, id: productId } },
    select: { accountId: true, taxCode: { select: { code: true, active: true } } },
  })
  return {
    ...(row?.taxCode?.active ? { taxCode: row.taxCode.code } : {}),
    ...(row?.accountId ? { accountId: row.accountId } : {}),
  }
}
