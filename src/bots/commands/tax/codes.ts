import { listTaxCodeRows } from '../../../domain/billing/tax-code-set-store.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'

export default defineCommand({
  name: 'tax codes',
  summary: 'The tax codes of sales and purchases: rate, category, the account their tax stands on',
  example: 'tax codes',
  params: { retired: optional('flag', 'Also those out of use') },
  needs: 'tax.read',
  risk: 'read',
  run: async ({ read }, { retired }) => {
    const codes = await read((scope) => listTaxCodeRows(scope, { retired: retired === true }))
    return {
      headline: counted(codes.length, 'tax code'),
      table: {
        columns: [
          { key: 'side', label: 'For', type: 'text' },
          { key: 'code', label: 'Code', type: 'text' },
          { key: 'name', label: 'Name', type: 'text' },
          { key: 'rate', label: 'Rate', type: 'text' },
          { key: 'category', label: 'Category', type: 'text' },
          { key: 'account', label: 'Account', type: 'text' },
          { key: 'use', label: 'Use', type: 'text' },
        ],
        rows: codes.map(({ side, code, name, ratePpm, category, account, active }) => ({
          side: side === 'sale' ? 'sales' : 'purchases',
          code,
          name,
          rate: `${ratePpm / 10_000} %`,
          category,
          account,
          use: active ? 'in use' : 'retired',
        })),
      },
      notes: ['`tax code-new S7 rate:7 category:AA` makes one, `tax code-retire` takes one out of use.'],
      data: { codes },
    }
  },
})
