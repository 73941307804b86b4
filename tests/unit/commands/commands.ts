import { defineCommand } from '../../../src/bots/commands/define-command.js'
import { defineRecordKind } from '../../../src/bots/commands/define-record-kind.js'
import { optional, required, target } from '../../../src/bots/commands/params.js'
import { buildCatalog } from '../../../src/bots/commands/registry.js'
import type { ReadingContext } from '../../../src/bots/commands/values/reading.js'
import { workingCalendar } from '../../../src/domain/people/working-days.js'

/** Monday 23 November 2026, in a company whose year is the calendar's. */
export const reading: ReadingContext = {
  today: '2026-11-23',
  fiscalYearStart: 1,
  calendar: () => workingCalendar('US'),
}

const nobody = async () => []
const kind = (name: 'deal' | 'company' | 'stage') =>
  defineRecordKind({
    kind: name,
    one: name,
    many: `${name}s`,
    ...(name === 'deal' && { refPrefixes: ['DEAL'] }),
    needs: 'deal.read',
    owned: true,
    table: name,
    detailLabels: [],
    searchable: false,
    findByIds: nobody,
    findByRef: nobody,
    findByName: nobody,
    findByPrefix: nobody,
  })

const read = { risk: 'read', needs: 'deal.read', example: '', run: async () => ({ headline: '' }) } as const

/** Commands as the grammar sees them: their names and parameters. */
export const catalog = buildCatalog(
  [
    defineCommand({
      ...read,
      name: 'deal list',
      summary: '',
      params: {
        owner: optional('text', 'Owner'),
        state: optional('choice', 'State', { choices: ['open', 'won', 'lost'], target: true }),
      },
    }),
    defineCommand({ ...read, name: 'deal show', summary: '', params: { deal: target('deal', 'Deal') } }),
    defineCommand({
      ...read,
      name: 'deal move',
      summary: '',
      params: {
        deal: target('deal', 'Deal'),
        to: required('record', 'Stage', { record: 'stage' }),
        amount: optional('amount', 'Amount'),
        close: optional('date', 'Expected close'),
      },
    }),
    defineCommand({
      ...read,
      name: 'deal new',
      summary: '',
      params: {
        title: required('text', 'Title', { target: true }),
        company: required('record', 'Company', { record: 'company' }),
        amount: optional('amount', 'Amount'),
        close: optional('date', 'Expected close'),
        urgent: optional('flag', 'Urgent'),
      },
    }),
    defineCommand({ ...read, name: 'deal win', summary: '', params: { deal: target('deal', 'Deal') } }),
    defineCommand({
      ...read,
      name: 'deal note',
      summary: '',
      params: { deal: target('deal', 'Deal'), text: required('words', 'Note') },
    }),
    defineCommand({ ...read, name: 'company show', summary: '', params: { company: target('company', 'Company') } }),
    defineCommand({
      ...read,
      name: 'company find',
      summary: '',
      params: { words: required('words', 'Words', { target: true }) },
    }),
    defineCommand({
      ...read,
      name: 'invoice list',
      summary: '',
      params: {
        status: optional('choice', 'Status', { choices: ['draft', 'open', 'overdue', 'paid'] }),
        company: optional('record', 'Company', { record: 'company' }),
      },
    }),
    defineCommand({
      ...read,
      name: 'invoice pay',
      summary: '',
      params: { invoice: optional('text', 'Invoice', { target: true }) },
      aliases: ['invoice settle'],
    }),
    defineCommand({ ...read, name: 'account list', summary: '', params: {} }),
    defineCommand({ ...read, name: 'close mine', summary: '', params: {} }),
    defineCommand({
      ...read,
      name: 'close status',
      summary: '',
      params: { month: optional('month', 'Month', { target: true }) },
    }),
    defineCommand({
      ...read,
      name: 'report pipeline',
      summary: '',
      params: { from: optional('date', 'From'), month: optional('month', 'Month') },
    }),
    defineCommand({
      ...read,
      name: 'search',
      summary: '',
      params: { words: required('words', 'Words', { target: true }) },
    }),
    defineCommand({ ...read, name: 'help', summary: '', params: {} }),
  ],
  [kind('deal'), kind('company'), kind('stage')],
)
