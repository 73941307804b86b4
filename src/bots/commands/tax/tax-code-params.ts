import { TAX_CATEGORIES, type TaxSide, type WholeTaxCode } from '../../../domain/billing/tax-code-rules.js'
import { invalid } from '../../../lib/errors.js'
import { optional } from '../params.js'
import type { Field } from '../reply.js'

/** On which side a code is; sales where nobody says. */
export const sideParam = optional('choice', 'For', { choices: ['sale', 'purchase'], hint: 'Sales by default' })

export const taxCodeParams = {
  rate: optional('percent', 'Rate'),
  name: optional('text', 'Name', { hint: 'As invoices say it: VAT 7 %' }),
  category: optional('choice', 'Category', {
    choices: TAX_CATEGORIES,
    hint: 'S standard, AA reduced, Z zero, E exempt, AE reverse charge, K within the EU, G export, O none',
  }),
  account: optional('text', 'Account', { options: 'account', hint: 'Its own, where its tax is to stand apart' }),
  deductible: optional('percent', 'Deductible', { hint: 'Of a purchase: what we get back' }),
}

type Given = {
  rate: number | undefined
  name: string | undefined
  category: string | undefined
  account: string | undefined
  deductible: number | undefined
}

export const sideOf = (side: string | undefined): TaxSide => (side === 'purchase' ? 'purchase' : 'sale')

/** Percentages, which have four decimals at most, as whole numbers. Throws `invalid` where what we get back has more than two. */
export const taxCodeInput = ({ rate, deductible, ...rest }: Given) => ({
  ...rest,
  ratePpm: rate === undefined ? undefined : Math.round(rate * 10_000),
  deductibleBp: basisPoints(deductible),
})

function basisPoints(percent: number | undefined): number | undefined {
  if (percent === undefined) return undefined
  const points = Math.round(percent * 100)
  if (Math.abs(points / 100 - percent) > 1e-9) throw invalid(`${percent}% has more than two decimals.`)
  return points
}

export const taxCodeFields = ({ side, category, ratePpm, deductibleBp }: WholeTaxCode): Field[] => [
  { label: 'For', value: side === 'sale' ? 'sales' : 'purchases' },
  { label: 'Rate', value: `${ratePpm / 10_000} %` },
  { label: 'Category', value: category },
  ...(side === 'purchase' ? [{ label: 'Deductible', value: `${deductibleBp / 100} %` }] : []),
]
