import { readNeverLog } from '../../../domain/correspondence/never-log.js'
import { deleteNeverLog, listNeverLog } from '../../../domain/correspondence/never-log-store.js'
import { invalid, notFound, refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'

export default defineCommand({
  name: 'mailbox log-again',
  summary: 'Take a never-log rule away: mail that comes from then on is logged',
  example: 'mailbox log-again clinic.example',
  params: {
    address: optional('text', 'Address or domain', { target: true }),
    rule: optional('text', 'Rule', { hint: 'What an Undo knows it by' }),
  },
  needs: 'mail.write',
  risk: 'reversible',
  run: async (context, { address = '', rule }, tx) => {
    const read = readNeverLog(address)
    if (!rule && !read.ok) throw invalid(read.problem)
    const rules = await context.read((scope) => listNeverLog(scope, context.asker.id))
    const found = rules.filter(({ id, pattern }) => (rule ? id === rule : read.ok && pattern === read.value.pattern))
    const theirs = found.find(({ staffId }) => staffId === context.asker.id) ?? found[0]
    if (!theirs) throw notFound('There is no such rule. `mailbox never-logged` lists them.')
    if (theirs.staffId === null && !context.asker.may('mailbox.write'))
      throw refused('This rule is for all mailboxes; an administrator can take it away.')
    const { pattern, staffId } = await deleteNeverLog(tx, theirs.id)
    return {
      headline: 'Logged again from now on',
      fields: [{ label: 'Rule', value: pattern }],
      notes: ['Mail that came meanwhile was not kept and does not come back.'],
      undo: { command: 'mailbox never-log', args: { address: pattern, everyone: staffId === null }, versions: {} },
      data: { pattern },
    }
  },
})
