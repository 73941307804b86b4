import { type JournalFilter, listJournal } from '../../../domain/ledger/journal-list-store.js'
import { booksAsked } from '../../../domain/reports/books.js'
import { counted } from '../../../lib/counted.js'
import { shortDate } from '../../../lib/dates.js'
import { formatMoney, toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import { refuseRestricted } from './restricted.js'

/** Asked for one more than is shown, so that the reply can say there are others. */
const SHOWN = 30

export default defineCommand({
  name: 'journal list',
  summary: 'The newest journal entries, of all accounts or of one',
  example: 'journal list account:1000 from:2026-10-01 to:2026-10-31',
  params: {
    account: optional('text', 'Account', { hint: 'Its code' }),
    tax: optional('text', 'Tax code'),
    side: optional('choice', 'Of', { choices: ['sale', 'purchase'], hint: 'Of a tax code that both have' }),
    from: optional('date', 'From'),
    to: optional('date', 'To'),
    company: optional('record', 'With', { record: 'company' }),
    'pre-closing': optional('flag', 'Without what closes a year'),
    seal: optional('integer', 'Seal', { hint: 'As the books were known at that seal' }),
    known: optional('date', 'Known on', { hint: 'As the books were known at the end of that day' }),
  },
  needs: 'journal.read',
  risk: 'read',
  bare: true,
  run: async (context, { account, tax, side, from, to, company, 'pre-closing': preClosing, ...asked }) => {
    const { baseCurrency, timeZone } = context.workspace
    const filter: JournalFilter = {
      ...(account ? { accountCode: account } : {}),
      ...(tax ? { tax: { code: tax, ...(side ? { side: side as 'sale' | 'purchase' } : {}) } } : {}),
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
      ...(company ? { companyId: company.id } : {}),
      ...(preClosing ? { preClosing } : {}),
      ...(context.asker.may('restricted.read') ? {} : { unrestricted: true }),
    }
    await refuseRestricted(context, account)
    const { found, whole, known } = await context.read(async (read) => {
      const { atSeal, note } = await booksAsked(read, asked, timeZone)
      const { rows, whole } = await listJournal(read, { ...filter, atSeal }, { limit: SHOWN + 1, baseCurrency })
      return { found: rows, whole, known: atSeal === null ? [] : [note] }
    })
    const rows = found.slice(0, SHOWN)
    const span = [
      account && `on ${account}`,
      tax && `under ${tax}`,
      company && `with ${company.title}`,
      from && `from ${shortDate(from)}`,
      to && `to ${shortDate(to)}`,
    ]
      .filter(Boolean)
      .join(' ')
    const all = whole && `, ${formatMoney(whole.amount)}${found.length > SHOWN ? ` in all; the newest ${SHOWN}` : ''}`
    return {
      headline: `${counted(whole?.entries ?? rows.length, 'entry', 'entries')}${span && ` ${span}`}${all ?? (found.length > SHOWN ? ', the newest' : '')}`,
      table: {
        columns: [
          { key: 'entry', label: 'Entry', type: 'text' },
          { key: 'date', label: 'Date', type: 'date' },
          { key: 'source', label: 'Source', type: 'text' },
          { key: 'memo', label: 'Memo', type: 'text' },
          { key: 'amount', label: account ? 'Movement' : tax ? 'Net' : 'Amount', type: 'money' },
        ],
        rows: rows.map((row) => ({
          entry: row.entry ?? 'not sealed yet',
          date: { date: row.date },
          source: row.source,
          memo: row.memo,
          amount: { money: row.amount },
        })),
      },
      notes: [...(found.length > SHOWN ? ['There are older ones: narrow it with from: and to:.'] : []), ...known],
      data: {
        currency: baseCurrency,
        ...(whole && { total: toDecimal(whole.amount) }),
        entries: rows.map(({ entry, date, source, memo, amount }) => ({
          entry,
          date,
          source,
          memo,
          amount: toDecimal(amount),
        })),
      },
    }
  },
})
