import { changedCustom } from '../../../domain/crm/custom-field.js'
import { logActivity } from '../../../domain/crm/log-activity.js'
import { editedTags, readTagEdits } from '../../../domain/crm/tag.js'
import { PRIORITIES, type Priority } from '../../../domain/support/case.js'
import { openCase } from '../../../domain/support/open-case.js'
import { valid } from '../../../lib/valid.js'
import { atCell, fieldsWith } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { ownValues } from '../own-values.js'
import { optional, required } from '../params.js'
import { caseActions } from './case-actions.js'

export default defineCommand({
  name: 'case new',
  summary: 'Open a case for what a customer asked on the phone or in chat; mail to support opens its own',
  example: 'case new "Gateway offline" contact:"Ada Lovelace" priority:high',
  params: {
    subject: required('text', 'Subject', { target: true }),
    contact: optional('record', 'Contact', { record: 'contact' }),
    company: optional('record', 'Company', { record: 'company', hint: 'By default the contact’s' }),
    priority: optional('choice', 'Priority', { choices: PRIORITIES, hint: 'By default normal' }),
    owner: optional('record', 'Owner', { record: 'staff' }),
    team: optional('record', 'Team', { record: 'team' }),
    note: optional('words', 'What happened', { multiline: true }),
    tag: optional('text', 'Tags'),
  },
  needs: 'case.write',
  risk: 'reversible',
  fieldsOf: 'case',
  run: async (context, args, tx) => {
    const { asker, scope } = context
    const one = await openCase(tx, {
      subject: args.subject,
      source: scope.via === 'slack' ? 'slack' : 'manual',
      contactId: args.contact?.id ?? null,
      companyId: args.company?.id ?? null,
      ownerId: args.owner?.id ?? null,
      teamId: args.team?.id ?? null,
      tags: args.tag ? valid(editedTags([], valid(readTagEdits(args.tag)))) : [],
      custom: changedCustom({}, ownValues(context, 'case new', args)),
      ...(args.priority ? { priority: args.priority as Priority } : {}),
    })
    if (args.note) await logActivity(tx, { kind: 'note', subject: { kind: 'case', id: one.id }, body: args.note })
    const customer = args.company?.title ?? args.contact?.title
    return {
      headline: `New case ${one.ref} ${one.subject}${customer ? ` of ${customer}` : ''}`,
      ...(args.note ? { text: args.note } : {}),
      fields: fieldsWith([
        ['Priority', one.priority],
        ['Owner', args.owner ? { person: args.owner.title } : one.ownerId ? 'whose turn it was' : 'nobody yet'],
        ['First reply by', atCell(one.firstDueAt)],
        ['To be settled by', atCell(one.dueAt)],
      ]),
      actions: caseActions(asker, one),
      undo: { command: 'case remove', args: { case: one.ref }, versions: { [one.id]: one.version } },
      data: { ref: one.ref, subject: one.subject, priority: one.priority, dueAt: one.dueAt?.toISOString() ?? null },
    }
  },
})
