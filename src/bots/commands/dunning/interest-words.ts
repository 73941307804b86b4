import { type InterestTerms, rateInWords } from '../../../domain/billing/interest.js'
import { money } from '../../../lib/money.js'
import { fieldsWith, moneyCell } from '../cells.js'
import type { Field } from '../reply.js'

/** The terms of interest as fields of a card. */
export const termsFields = (terms: InterestTerms): Field[] =>
  fieldsWith([
    ['A year', rateInWords(terms)],
    ['From', { date: terms.validFrom }],
    ['From reminder', `${terms.fromLevel}`],
    ['Lump sum an invoice', moneyCell(terms.feeMinor === 0n ? null : money(terms.feeMinor, terms.feeCurrency))],
  ])
