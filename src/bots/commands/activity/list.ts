import type { Subject } from '../../../domain/crm/activity.js'
import { countNotes, listNotes, type NoteRow } from '../../../domain/crm/activity-store.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import { pageButtons, pageOf } from '../paging.js'
import { optional, target } from '../params.js'
import type { Section } from '../reply.js'

/** As many of the longest notes as a message takes with the lines between them. */
const PAGE = 8

export default defineCommand({
  name: 'activity list',
  summary: 'All notes, calls and meetings on a record, each with all of its text, newest first',
  example: 'activity list DEAL-12',
  params: { record: target('subject', 'Record'), page: optional('integer', 'Page') },
  needs: 'self',
  risk: 'read',
  bare: true,
  otherwise: true,
  run: async ({ read, asker }, { record, page: wanted }) => {
    const subject = { kind: record.kind as Subject['kind'], id: record.id }
    const page = pageOf(wanted, PAGE)
    const dealsOf = asker.owners('deal.read')
    const [notes, total] = await read((scope) =>
      Promise.all([listNotes(scope, subject, { ...page, dealsOf }), countNotes(scope, subject, dealsOf)]),
    )
    const first = page.offset + 1
    return {
      headline: `${record.ref} ${record.title}: ${total === 0 ? 'nothing was noted yet' : counted(total, 'note')}`,
      ...(total > notes.length && notes.length > 0
        ? { notes: [`These are ${first} to ${page.offset + notes.length}, newest first.`] }
        : {}),
      sections: notes.map((note) => noteSection(note, record.kind)),
      actions: pageButtons('activity list', { record: record.ref }, page, total),
      data: {
        ref: record.ref,
        total,
        notes: notes.map(({ at, ...note }) => ({ ...note, at: at.toISOString() })),
      },
    }
  },
})

/** "Dana Fox, call on DEAL-12", with what was written under it. */
const noteSection = ({ kind, body, at, by, dealRef }: NoteRow, about: string): Section => ({
  title: `${by ?? 'Daybook'}, ${kind}${dealRef && about !== 'deal' ? ` on ${dealRef}` : ''}`,
  fields: [{ label: 'On', value: { at } }],
  prose: body,
})
