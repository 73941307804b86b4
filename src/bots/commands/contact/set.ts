import { changeContact } from '../../../domain/crm/change-contact.js'
import { getContactRow } from '../../../domain/crm/contact-list-store.js'
import { defined } from '../company/company-params.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { namesInTx, ownInitials, ownValues } from '../own-values.js'
import { optional, target } from '../params.js'
import { undoOf } from '../restore.js'
import { contactChanges, contactIds } from './contact-change.js'
import { contactEdit, contactParams } from './contact-params.js'

export default defineCommand({
  name: 'contact set',
  summary: 'Change what is kept about a contact; `title:none` empties a field',
  example: 'contact set CT-31 title:CTO phone:"+49 30 1234567" consent:newsletter',
  params: { contact: target('contact', 'Contact'), name: optional('text', 'Name'), ...contactParams },
  needs: 'contact.write',
  risk: 'reversible',
  fieldsOf: 'contact',
  current: async (context, read, { id }) => {
    const contact = await getContactRow(read, id)
    const { companyId, companyRef, company, ownerId, owner } = contact
    return defined({
      name: contact.name,
      title: contact.title ?? undefined,
      company: companyId ? { kind: 'company', id: companyId, ref: companyRef ?? '', title: company ?? '' } : undefined,
      owner: ownerId ? { kind: 'staff', id: ownerId, ref: '', title: owner ?? '' } : undefined,
      preferred: contact.addresses[0],
      ...(await ownInitials(context, read, 'contact set', contact.custom)),
    })
  },
  run: async (context, { contact: target, name, ...given }, tx) => {
    const custom = ownValues(context, 'contact set', given)
    const edit = { ...contactEdit(given), ...(name ? { name } : {}), custom }
    const change = await changeContact(tx, target.id, edit)
    refuseOthers(context.asker, 'contact.write', change.before.contact)
    const { contact } = change.after
    const states = [change.before, change.after]
    const names = await namesInTx(
      tx,
      states.map((state) => state.contact.custom),
      states.flatMap(contactIds),
    )
    const changes = contactChanges(context, change, names)
    if (changes.length === 0)
      return { headline: `${contact.ref} ${contact.name} is so already.`, data: { ref: contact.ref } }
    const shown = { contact: contact.ref }
    return {
      headline: `${contact.ref} ${contact.name} is changed`,
      changes,
      actions: [{ label: 'Show', do: { command: 'contact show', args: shown }, typed: `contact show ${contact.ref}` }],
      undo: undoOf(context, tx, 'contact restore'),
      data: { ref: contact.ref, name: contact.name, version: contact.version },
    }
  },
})
