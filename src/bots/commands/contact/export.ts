import { loadPerson } from '../../../domain/correspondence/export-person.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import type { ReplyFile } from '../reply.js'

export default defineCommand({
  name: 'contact export',
  summary: 'Everything that is stored about a person, as files: for somebody who asks what we know',
  example: 'contact export CT-31',
  params: { contact: target('contact', 'Contact') },
  needs: 'admin',
  risk: 'read',
  run: async (context, { contact }) => {
    const { mail, hidden, ...record } = await context.read((read) => loadPerson(read, contact.id, context.asker))
    const files = [
      jsonFile(`${contact.ref}.json`, 'Record', record),
      jsonFile(`${contact.ref}-mail.json`, 'Mail', mail),
    ]
    return {
      headline: `What is stored about ${contact.ref} ${contact.title}: ${counted(mail.length, 'mail')}`,
      files,
      notes:
        hidden === 0
          ? []
          : [
              `${counted(hidden, 'mail')} in mailboxes that don’t share them in full with you; their holders can export those.`,
            ],
      data: { ref: contact.ref, mails: mail.length, hidden },
    }
  },
})

const jsonFile = (name: string, title: string, content: unknown): ReplyFile => ({
  name,
  title,
  contentType: 'application/json',
  bytes: new TextEncoder().encode(JSON.stringify(content, null, 2)),
})
