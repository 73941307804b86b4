import { no, ok, type Result } from '../../lib/result.js'

export type TaxSide = 'sale' | 'purchase'

/** UNCL 5305, as far as EN 16931 has them (BT-151). */
export const TAX_CATEGORIES = ['S', 'AA', 'Z', 'E', 'AE', 'K', 'G', 'O'] as const
export type TaxCategory = (typeof TAX_CATEGORIES)[number]

/** A tax code with all that it says. Its rate in millionths of the net; `deductibleBp` is what we get back of the tax on a purchase. */
export type WholeTaxCode = {
  id: string
  side: TaxSide
  code: string
  name: string
  category: string
  ratePpm: number
  deductibleBp: number
  active: boolean
  accountId: string | null
}

const LONGEST_NAME = 60

/** Categories that are taxed at their rate. Of the others only a purchase assesses its tax itself, under reverse charge and acquisition. */
const TAXED = new Set(['S', 'AA'])
const SELF_ASSESSED = new Set(['AE', 'K'])

/** Whether a code says nothing that contradicts itself. */
export function checkTaxCode(given: WholeTaxCode): Result<WholeTaxCode> {
  const code = given.code.trim().toUpperCase()
  const name = given.name.trim().replace(/\s+/g, ' ')
  const { category, ratePpm, side, deductibleBp } = given
  if (!/^[A-Z0-9][A-Z0-9-]{0,9}$/.test(code))
    return no(`“${given.code}” is no tax code: up to ten letters, figures and hyphens, like S7 or CA-LA.`)
  if (!name || name.length > LONGEST_NAME) return no(`A tax code needs a name of up to ${LONGEST_NAME} characters.`)
  if (TAXED.has(category) && ratePpm === 0)
    return no(`${category} is taxed, so it needs a rate. Without tax it is category:Z, E, AE, K, G or O.`)
  if (!TAXED.has(category) && ratePpm > 0 && !(side === 'purchase' && SELF_ASSESSED.has(category)))
    return no(`${category} is not taxed on ${side === 'sale' ? 'a sale' : 'a purchase'}, so its rate is 0.`)
  if (side === 'sale' && deductibleBp !== 10_000) return no('Only tax on purchases is deductible in part.')
  return ok({ ...given, code, name })
}
