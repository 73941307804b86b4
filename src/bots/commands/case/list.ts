import { PRIORITIES } from '../../../domain/support/case.js'
import { countCases, listCases } from '../../../domain/support/case-list-store.js'
import { loadSupportDesk } from '../../../domain/support/support-settings.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import { facetWords } from '../facet-words.js'
import { facetsIn } from '../own-values.js'
import { listButtons, listReply, PAGE_PARAMS, pageAsked } from '../paging.js'
import { optional } from '../params.js'
import type { Action } from '../reply.js'
import { showCase } from './case-actions.js'
import { caseData, caseTable } from './case-table.js'
import { caseQuestion, WHOSE } from './list-question.js'

/** As many as fit a screen; the count is always of all. */
const SHOWN = 25
/** Buttons that open the first of them. */
const OPENED = 3

export default defineCommand({
  name: 'case list',
  summary: 'Your cases by what falls due first; those nobody has, those that run out, your team’s, a customer’s',
  example: 'case list breaching',
  params: {
    whose: optional('choice', 'Whose', { target: true, choices: WHOSE }),
    company: optional('record', 'Company', { record: 'company' }),
    contact: optional('record', 'Contact', { record: 'contact' }),
    owner: optional('record', 'Owner', { record: 'staff' }),
    priority: optional('choice', 'Priority', { choices: PRIORITIES }),
    status: optional('choice', 'Status', { choices: ['new', 'open', 'waiting', 'closed', 'any'] }),
    created: optional('compared', 'Created', { hint: 'today, last-30-days' }),
    tag: optional('text', 'Tag'),
    ...PAGE_PARAMS,
  },
  needs: 'case.read',
  risk: 'read',
  bare: true,
  aliases: ['case mine'],
  fieldsOf: 'case',
  run: async (context, args) => {
    const { read: reading, asker, now } = context
    const facets = await facetsIn(context, 'case list', args)
    const narrowed = facetWords(context, 'case', facets)
    const page = pageAsked(args, SHOWN)
    const { cases, count, unowned, desk, say } = await reading(async (read) => {
      const { filter: asked, say } = await caseQuestion(read, asker.id, { ...args, facets })
      const owners = asker.owners('case.read')
      const filter = { ...asked, owners }
      const [cases, count, unowned, desk] = await Promise.all([
        listCases(read, filter, page.limit, page.offset),
        countCases(read, filter),
        countCases(read, { owners, unowned: true, statuses: ['new', 'open', 'waiting'] }),
        loadSupportDesk(read),
      ])
      return { cases, count, unowned, desk, say }
    })
    const clock = { desk, now }
    const others = unowned > 0 && args.whose !== 'unassigned' && asker.may('case.write')
    return listReply(
      {
        headline: `${say(count)}${narrowed.length > 0 ? ` (${narrowed.join(', ')})` : ''}`,
        ...(count > 0 ? { table: caseTable(clock, cases, { count: count - page.offset }) } : {}),
        notes: others ? [`${counted(unowned, 'case')} ${unowned === 1 ? 'is' : 'are'} nobody’s yet.`] : [],
        actions: [
          ...cases.slice(0, OPENED).map(showCase),
          ...(others ? [list('Unassigned', 'unassigned')] : []),
          ...(args.whose === 'breaching' ? [] : [list('Running out', 'breaching')]),
          ...(asker.may('case.write') ? [newCase] : []),
          ...listButtons('case list', args, page, count),
        ],
        data: { count, cases: cases.map((one) => caseData(clock, one)) },
      },
      args,
      'cases',
    )
  },
})

const newCase: Action = { label: 'New case…', do: { form: 'case new', args: {} }, typed: 'case new' }

const list = (label: string, whose: string): Action => ({
  label,
  do: { command: 'case list', args: { whose } },
  typed: `case list ${whose}`,
})
