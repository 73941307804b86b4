import { rateInWords, termsOn } from '../../../domain/billing/interest.js'
import { claimed } from '../../../domain/billing/interest-claim.js'
import { listInterestTerms } from '../../../domain/billing/interest-terms-store.js'
import { listClaims } from '../../../domain/billing/list-claims.js'
import { money, toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { termsFields } from './interest-words.js'

/** Rows of one message. */
const SHOWN = 30

export default defineCommand({
  name: 'dunning interest',
  summary: 'The interest on late invoices: its rate, from which reminder on, and what is claimed and not charged yet',
  example: 'dunning interest',
  params: {},
  needs: 'invoice.write',
  risk: 'read',
  run: async ({ read, today }) => {
    const { terms, claims } = await read(async (read) => ({
      terms: (await listInterestTerms(read)).terms,
      claims: await listClaims(read, 'all', { through: today }),
    }))
    const current = termsOn(terms, today)
    return {
      headline: current ? `Late invoices bear ${rateInWords(current)} a year` : 'Late invoices bear no interest',
      ...(current && { fields: termsFields(current) }),
      ...(claims.length > 0 && {
        table: {
          columns: [
            { key: 'invoice', label: 'Invoice', type: 'text' as const },
            { key: 'due', label: 'Due', type: 'date' as const },
            { key: 'claimed', label: 'Claimed', type: 'money' as const },
          ],
          rows: claims.slice(0, SHOWN).map((claim) => ({
            invoice: claim.invoice,
            due: { date: claim.dueDate },
            claimed: { money: claimed(claim) },
          })),
        },
      }),
      notes: [
        ...(claims.length > SHOWN ? [`And ${claims.length - SHOWN} more.`] : []),
        current
          ? '`invoice interest INV-…` charges what is claimed, `invoice waive INV-…` gives it up, `dunning interest-off` ends it.'
          : '`dunning interest-set 9` asks for 9 % a year from today on.',
      ],
      data: {
        terms: terms.map(({ feeMinor, feeCurrency, ...each }) => ({
          ...each,
          fee: toDecimal(money(feeMinor, feeCurrency)),
        })),
        claims: claims.map((claim) => ({
          invoice: claim.invoice,
          due: claim.dueDate,
          through: claim.through,
          currency: claim.currency,
          claimed: toDecimal(claimed(claim)),
        })),
      },
    }
  },
})
