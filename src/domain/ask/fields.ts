import type { AskField, AskRelation } from './record-set.js'

type More = Partial<Omit<AskField, 'label' | 'type' | 'sql'>>

/** Fields that are a column as it stands. */
const column =
  (type: AskField['type']) =>
  (label: string, name: string, more: More = {}): AskField => ({ label, type, sql: `{t}.${name}`, ...more })

export const text = column('text')
export const number = column('number')
export const day = column('date')
export const instant = column('instant')
export const tags = column('tags')

/** One of a short list of words that are in the column. */
export const listed = (label: string, name: string, more: More = {}): AskField =>
  text(label, name, { listed: true, ...more })

export const choice = (label: string, name: string, choices: readonly string[], more: More = {}): AskField =>
  column('choice')(label, name, { choices, ...more })

/** An amount in the currency of its row. */
export const amount = (label: string, name: string, more: More = {}): AskField =>
  column('money')(label, name, { currency: '{t}.currency', ...more })

/** What documents in other currencies keep of their day: what they were posted at. */
export const POSTED_RATE = 'trim_scale({t}.fx_rate)::text'
export const AT_POSTED_RATE = 'Documents that are posted are taken at the rate they were posted at.'

/** One that a credit takes off. */
export const signed = (label: string, name: string, more: More = {}): AskField => ({
  label,
  type: 'money',
  sql: `case when {t}.kind = 'credit_note' then -{t}.${name} else {t}.${name} end`,
  currency: '{t}.currency',
  ...more,
})

export const flag = (label: string, sql: string, more: More = {}): AskField => ({ label, type: 'flag', sql, ...more })

/** The day of what settled the last of a document, while nothing of it is open; `by` is the allocation's column for it. */
export const settled = (label: string, by: 'invoice_id' | 'bill_id'): AskField => ({
  label,
  type: 'date',
  sql: `case when {t}.status = 'paid' then (select max(a.date) from allocation a
    where a.workspace_id = {t}.workspace_id and a.${by} = {t}.id and a.reversed_at is null) end`,
  words: ['paid', 'settled'],
})

/** Days by which something open is past its day; nothing while it isn't. */
export const daysPast = (label: string, due: string, open: string): AskField => ({
  label,
  type: 'number',
  sql: `case when ${open} and {t}.${due} < {today} then {today} - {t}.${due} end`,
  words: ['days-late', 'days-past-due'],
})

const relation =
  (label: string, to: string, fallback: string, usual: readonly string[] = []) =>
  (name = fallback, said = label, words: readonly string[] = usual): AskRelation => ({
    label: said,
    to,
    sql: `{t}.${name}`,
    words,
  })

export const company = relation('Company', 'companies', 'company_id', ['customer', 'client', 'account'])
/** Of what is posted, which stays under the company that it was posted under: told as the one that this was merged into. */
export const party: typeof company = (...more) => ({ ...company(...more), becomes: 'merged_into_id' })
export const contact = relation('Contact', 'contacts', 'contact_id', ['person'])
export const deal = relation('Deal', 'deals', 'deal_id', ['opportunity'])
export const owner = relation('Owner', 'staff', 'owner_id', ['rep', 'salesperson', 'responsible'])
export const created: AskField = instant('Created', 'created_at', { words: ['added', 'new'] })
