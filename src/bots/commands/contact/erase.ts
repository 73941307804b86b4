import { countKept, erasePerson } from '../../../domain/correspondence/erase-person.js'
import { getContactRow } from '../../../domain/crm/contact-list-store.js'
import { counted } from '../../../lib/counted.js'
import type { CommandContext } from '../define-command.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { previewOf } from '../preview-hash.js'

export default defineCommand({
  name: 'contact erase',
  summary: 'Forget a person at their request: everywhere but in documents that the law keeps',
  example: 'contact erase CT-31',
  params: { contact: target('contact', 'Contact') },
  needs: 'admin',
  risk: 'consequential',
  preview: async (context, { contact }) => {
    const { row, kept } = await load(context, contact.id)
    return previewOf(
      {
        headline: `${contact.ref} ${contact.title} would be forgotten, for good`,
        text: 'Name, addresses, titles and phone go; what they wrote goes, the raw mail with it; elsewhere a pseudonym stands for them, in the audit trail too. Mail with them is not logged any more. There is no Undo.',
        fields: [
          { label: 'Addresses', value: row.addresses.join(', ') || 'none' },
          { label: 'Kept by law', value: keptText(kept) },
        ],
      },
      'Forget this person',
      { [contact.id]: contact.version },
    )
  },
  run: async (context, { contact }, tx) => {
    const { kept } = await load(context, contact.id)
    const { ref, pseudonym, messages } = await erasePerson(tx, contact.id)
    return {
      headline: `${ref} is forgotten`,
      fields: [
        { label: 'Stands now as', value: pseudonym },
        { label: 'Mail', value: counted(messages, 'mail') },
        { label: 'Kept by law', value: keptText(kept) },
      ],
      notes: ['The last corners – the audit trail, raw mail on disk – follow within minutes.'],
      data: { ref, pseudonym, messages, kept },
    }
  },
})

const load = (context: CommandContext, id: string) =>
  context.read(async (read) => ({ row: await getContactRow(read, id), kept: await countKept(read, id) }))

function keptText({ invoices, drafts }: { invoices: readonly string[]; drafts: number }): string {
  if (invoices.length === 0) return drafts === 0 ? 'nothing' : `nothing; ${counted(drafts, 'draft')} can be voided`
  return `${counted(invoices.length, 'issued document')} for the time the law prescribes: ${invoices.join(', ')}`
}
