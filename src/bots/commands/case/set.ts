import { changedCustom } from '../../../domain/crm/custom-field.js'
import { editedTags, readTagEdits } from '../../../domain/crm/tag.js'
import { PRIORITIES, type Priority } from '../../../domain/support/case.js'
import { getCaseRow } from '../../../domain/support/case-list-store.js'
import { changeCase } from '../../../domain/support/change-case.js'
import { invalid } from '../../../lib/errors.js'
import { valid } from '../../../lib/valid.js'
import { atCell, recordCell } from '../cells.js'
import { defined } from '../company/company-params.js'
import { defineCommand } from '../define-command.js'
import { namesInTx, ownChanges, ownInitials, ownValues } from '../own-values.js'
import { clearable, optional, type RecordRef, target } from '../params.js'
import type { Change } from '../reply.js'
import { changedReply } from './case-change.js'

export default defineCommand({
  name: 'case set',
  summary:
    'Change a case: its priority (and with it what is promised), subject, customer, team, tags, fields of your own',
  example: 'case set CASE-7 priority:urgent',
  params: {
    case: target('case', 'Case'),
    priority: optional('choice', 'Priority', { choices: PRIORITIES }),
    subject: optional('text', 'Subject'),
    contact: clearable('record', 'Contact', { record: 'contact' }),
    company: clearable('record', 'Company', { record: 'company' }),
    team: clearable('record', 'Team', { record: 'team' }),
    tag: optional('text', 'Tags', { hint: 'berlin adds one, -berlin takes it away' }),
  },
  needs: 'case.write',
  risk: 'reversible',
  fieldsOf: 'case',
  current: async (context, read, { id }) => {
    const one = await getCaseRow(read, id)
    const { priority, subject, contact, company, team, teamId } = one
    return defined({
      priority,
      subject,
      contact: contact ? { kind: 'contact', ...contact, title: contact.name } : undefined,
      company: company ? { kind: 'company', ...company, title: company.name } : undefined,
      team: teamId && team ? { kind: 'team', id: teamId, ref: '', title: team } : undefined,
      ...(await ownInitials(context, read, 'case set', one.custom)),
    })
  },
  run: async (context, { case: one, ...args }, tx) => {
    const { priority, subject, contact, company, team, tag } = args
    const own = ownValues(context, 'case set', args)
    const given = [priority, subject, contact, company, team, tag, ...Object.values(own)]
    if (given.every((each) => each === undefined))
      throw invalid(`What is to change on ${one.ref}? case set ${one.ref} priority:high`)
    const row = await context.read((read) => getCaseRow(read, one.id))
    const change = await changeCase(tx, one.id, {
      ...(priority ? { priority: priority as Priority } : {}),
      ...(subject === undefined ? {} : { subject }),
      ...(contact === undefined ? {} : { contactId: contact?.id ?? null }),
      ...(company === undefined ? {} : { companyId: company?.id ?? null }),
      ...(team === undefined ? {} : { teamId: team?.id ?? null }),
      ...(tag === undefined ? {} : { tags: valid(editedTags(row.tags, valid(readTagEdits(tag)))) }),
      ...(Object.keys(own).length > 0 ? { custom: changedCustom(row.custom, own) } : {}),
    })
    const { before, after } = change
    const names = await namesInTx(tx, [before.custom, after.custom])
    const changes: (Change | false)[] = [
      before.priority !== after.priority && { label: 'Priority', before: before.priority, after: after.priority },
      before.subject !== after.subject && { label: 'Subject', before: before.subject, after: after.subject },
      contact !== undefined && {
        label: 'Contact',
        before: recordCell(row.contact),
        after: recordAfter(contact),
      },
      company !== undefined && {
        label: 'Company',
        before: recordCell(row.company),
        after: recordAfter(company),
      },
      team !== undefined && { label: 'Team', before: row.team, after: team?.title ?? null },
      before.dueAt?.getTime() !== after.dueAt?.getTime() && {
        label: 'Due',
        before: atCell(before.dueAt),
        after: atCell(after.dueAt),
      },
      before.tags.join() !== after.tags.join() && {
        label: 'Tags',
        before: before.tags.join(', '),
        after: after.tags.join(', '),
      },
      ...ownChanges(context, 'case', [before.custom, after.custom], names),
    ]
    return changedReply(context.asker, change, {
      headline: `${after.ref} ${after.subject} is changed`,
      changes: changes.filter((each) => each !== false),
    })
  },
})

const recordAfter = (record: RecordRef | null) => record && { ref: record.ref, title: record.title }
