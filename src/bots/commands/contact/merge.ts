import { inWorkspace, type Tx } from '../../../db/in-workspace.js'
import { type ContactMerge, mergeContacts, planContactMerge } from '../../../domain/crm/merge-contact.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { movedSections, valueTable } from '../merge-preview.js'
import { refuseOthers } from '../own-only.js'
import { namesInTx } from '../own-values.js'
import { required, target } from '../params.js'
import { previewOf } from '../preview-hash.js'
import { undoOf } from '../restore.js'
import { contactChanges, contactIds } from './contact-change.js'

export default defineCommand({
  name: 'contact merge',
  summary: 'Merge a contact into another: addresses, phones, deals, notes and mail go to the second',
  example: 'contact merge CT-31 into:CT-4',
  params: { contact: target('contact', 'Contact'), into: required('record', 'Into', { record: 'contact' }) },
  needs: 'contact.write',
  risk: 'consequential',
  preview: async (context, { contact, into }) => {
    const { db, scope } = context
    const shown = await inWorkspace(db, scope, async (tx) => {
      const plan = await planContactMerge(tx, contact.id, into.id)
      refuseBoth(context, plan)
      const { theirs, result } = await changesOf(context, tx, plan)
      const names = { loser: `${contact.ref} ${contact.title}`, winner: `${into.ref} ${into.title}` }
      return {
        headline: `Merge ${names.loser} into ${names.winner}?`,
        sections: [...(theirs.length > 0 ? [valueTable(theirs, result)] : []), ...movedSections(plan.moved, names)],
        notes: [`${contact.ref} means ${into.ref} from then on. Undo gives back exactly what was.`],
      }
    })
    return previewOf(shown, 'Merge them', { [contact.id]: contact.version, [into.id]: into.version })
  },
  run: async (context, { contact, into }, tx) => {
    const merge = await mergeContacts(tx, contact.id, into.id)
    refuseBoth(context, merge)
    const { result } = await changesOf(context, tx, merge)
    const shown = { contact: into.ref }
    return {
      headline: `${contact.ref} ${contact.title} is part of ${into.ref} ${into.title} now`,
      changes: result,
      sections: movedSections(merge.moved, { loser: contact.ref, winner: into.ref }),
      actions: [{ label: 'Show', do: { command: 'contact show', args: shown }, typed: `contact show ${into.ref}` }],
      undo: undoOf(context, tx, 'contact unmerge'),
      data: { ref: into.ref, merged: contact.ref, moved: merge.moved },
    }
  },
})

function refuseBoth({ asker }: CommandContext, { loser, winner }: ContactMerge): void {
  for (const { contact } of [loser, winner]) refuseOthers(asker, 'contact.write', contact)
}

/** How the two differ, and what becomes of the one that stays. */
async function changesOf(context: CommandContext, tx: Tx, { loser, winner, after }: ContactMerge) {
  const states = [loser, winner, after]
  const customs = states.map(({ contact }) => contact.custom)
  const names = await namesInTx(tx, customs, states.flatMap(contactIds))
  return {
    theirs: contactChanges(context, { before: loser, after: winner }, names),
    result: contactChanges(context, { before: winner, after }, names),
  }
}
