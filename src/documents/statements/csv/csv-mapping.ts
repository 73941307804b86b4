/** What a column of a bank's CSV can mean. Either `amount`, or `credit` and `debit` in columns of their own. */
export const CSV_FIELDS = [
  'date',
  'valueDate',
  'amount',
  'credit',
  'debit',
  'currency',
  'name',
  'account',
  'text',
  'reference',
  'bankReference',
  'type',
  'balance',
] as const
export type CsvField = (typeof CSV_FIELDS)[number]

/** Which column says what, how numbers and dates are written. What is left out is guessed from the headings and the values. */
export type CsvMapping = {
  columns?: Readonly<Partial<Record<CsvField, string>>>
  decimal?: ',' | '.'
  /** `DD.MM.YYYY`, `MM/DD/YYYY`, `YYYY-MM-DD`, … */
  dateFormat?: string
}

/** Headings that banks use, folded; the first that stands in a file counts. */
const HEADINGS: Record<CsvField, readonly string[]> = {
  date: [
    'date',
    'booking date',
    'buchungstag',
    'buchung',
    'buchungsdatum',
    'boekdatum',
    'datum',
    'transaction date',
    'posting date',
    'posted date',
    'completed date',
    'date operation',
    'fecha',
  ],
  valueDate: ['value date', 'valuta', 'wertstellung', 'valutadatum', 'value', 'date valeur', 'fecha valor'],
  amount: ['amount', 'betrag', 'betrag (eur)', 'bedrag', 'umsatz', 'montant', 'importe', 'net', 'transaction amount'],
  credit: ['credit', 'haben', 'paid in', 'money in', 'credit amount', 'deposits', 'gutschrift'],
  debit: ['debit', 'soll', 'paid out', 'money out', 'debit amount', 'withdrawals', 'lastschrift'],
  currency: ['currency', 'waehrung', 'wahrung', 'munt', 'devise', 'divisa'],
  name: [
    'name',
    'counterparty',
    'payee',
    'beguenstigter/zahlungspflichtiger',
    'name zahlungsbeteiligter',
    'auftraggeber / begunstigter',
    'empfanger',
    'naam tegenpartij',
    'merchant',
    'payer',
    'partner name',
  ],
  account: [
    'iban',
    'counterparty iban',
    'kontonummer/iban',
    'iban zahlungsbeteiligter',
    'account number',
    'tegenrekening',
    'counterparty account',
    'partner iban',
  ],
  text: [
    'description',
    'verwendungszweck',
    'memo',
    'details',
    'narrative',
    'omschrijving',
    'libelle',
    'concepto',
    'payment reference',
    'text',
    'buchungstext',
  ],
  reference: [
    'reference',
    'end-to-end-id',
    'end to end id',
    'kundenreferenz (end-to-end)',
    'customer reference',
    'referenz',
  ],
  bankReference: ['transaction id', 'bank reference', 'transactie id', 'id', 'fitid'],
  type: ['type', 'transaction type', 'buchungsart', 'code'],
  balance: ['balance', 'saldo', 'saldo nach buchung', 'running balance', 'solde', 'account balance'],
}

/** The columns of a file by what they mean: as told, else by their headings. A heading counts once. */
export function columnsOf(
  headings: readonly string[],
  told: CsvMapping['columns'] = {},
): ReadonlyMap<CsvField, number> | { unknown: string } {
  const folded = headings.map(fold)
  const found = new Map<CsvField, number>()
  for (const field of CSV_FIELDS) {
    const wanted = told[field]
    if (wanted === undefined) continue
    const at = folded.indexOf(fold(wanted))
    if (at < 0) return { unknown: wanted }
    found.set(field, at)
  }
  for (const field of CSV_FIELDS) {
    if (found.has(field)) continue
    const taken = new Set(found.values())
    const at = HEADINGS[field].map((heading) => folded.findIndex((each, i) => each === heading && !taken.has(i)))
    const first = at.find((index) => index >= 0)
    if (first !== undefined) found.set(field, first)
  }
  return found
}

const fold = (heading: string): string =>
  heading.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/["']/g, '').replace(/\s+/g, ' ').trim()
