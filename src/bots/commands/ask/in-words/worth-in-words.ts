import type { Parts } from './known.js'
import type { Order } from './order-in-words.js'

/**
 * The top of companies is by what they bring in, of suppliers by what they cost: they have no size themselves. What is said of them is
 * said of the company of each document. Undefined where they are put together by something, so that no one of them is the biggest.
 */
export function byWorth({ where, group, rest }: Parts, order: Order, days: string | undefined): string | undefined {
  if (group.length > 0) return undefined
  const bought = where.includes('role:supplier')
  const day = bought ? 'date' : 'issued'
  const conditions = where
    .filter((each) => !each.startsWith('role:'))
    .map((each) => (each.startsWith('name:') ? each.replace('name:', 'company:') : `company.${each}`))
  return [
    `report ${bought ? 'bills' : 'invoices'} where`,
    ...conditions,
    `${day}:${days ?? 'this-year'}`,
    ...(bought ? ['status:!rejected,void'] : []),
    'group:company',
    'sum:net',
    ...(order.descending ? [] : ['sort:net']),
    `limit:${order.limit}`,
    ...rest,
  ].join(' ')
}
