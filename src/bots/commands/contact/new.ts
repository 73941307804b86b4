import type { Tx } from '../../../db/in-workspace.js'
import { sqlInTx } from '../../../db/sql-in-tx.js'
import { findCompanyByDomain, getCompany } from '../../../domain/crm/company-store.js'
import type { Contact } from '../../../domain/crm/contact.js'
import { createContact } from '../../../domain/crm/create-contact.js'
import { changedCustom } from '../../../domain/crm/custom-field.js'
import { findContactTwins, type Twin } from '../../../domain/crm/duplicate-store.js'
import { addressKey, domainOf, registrableDomain } from '../../../lib/address-key.js'
import { nameKey } from '../../../lib/name-key.js'
import { fieldsWith, recordCell } from '../cells.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { namesInTx, ownCells, ownValues } from '../own-values.js'
import { type ArgsOf, optional, required } from '../params.js'
import { twinsQuestion } from '../twins-question.js'
import { contactEdit } from './contact-params.js'

const params = {
  name: required('text', 'Name', { target: true }),
  email: optional('email', 'Mail address'),
  company: optional('record', 'Company', { record: 'company', hint: 'Default: by the domain of the address' }),
  title: optional('text', 'Title'),
  phone: optional('text', 'Phone'),
  owner: optional('record', 'Owner', { record: 'staff' }),
  tag: optional('text', 'Tags'),
  anyway: optional('flag', 'Although there may be one', { unasked: true }),
}

export default defineCommand({
  name: 'contact new',
  summary: 'Add a contact; the address finds the company by its domain',
  example: 'contact new "Ada Lovelace" email:ada@acme.com',
  params,
  needs: 'contact.write',
  risk: 'reversible',
  fieldsOf: 'contact',
  run: async (context, args, tx) => {
    const twins = args.anyway ? [] : await twinsOf(context, args, tx)
    if (twins.length > 0) {
      const taken = twins.some(({ why }) => why.endsWith('is theirs'))
      const { email, ...rest } = args
      const given = { ...rest, ...(taken ? {} : { email }), anyway: true }
      return twinsQuestion('contact', twins, { command: 'contact new', args: given })
    }
    const contact = await create(context, args, tx)
    const company = contact.companyId ? await getCompany(tx, contact.companyId) : null
    const names = await namesInTx(tx, [contact.custom])
    const command = { contact: contact.ref }
    return {
      headline: `New contact ${contact.ref} ${contact.name}`,
      fields: [
        ...fieldsWith([
          ['Address', args.email ?? null],
          ['Company', recordCell(company)],
          ['Title', contact.title],
          ['Phone', args.phone ?? null],
          ['Tags', contact.tags.join(', ')],
        ]),
        ...ownCells(context, 'contact', contact.custom, names),
      ],
      ...(company && !args.company ? { notes: ['The company was found by the domain of the address.'] } : {}),
      actions: [
        { label: 'Show', do: { command: 'contact show', args: command }, typed: `contact show ${contact.ref}` },
      ],
      undo: { command: 'contact remove', args: command, versions: { [contact.id]: contact.version } },
      data: { ref: contact.ref, name: contact.name },
    }
  },
})

/** Those that this one may be already, at the company that was named or has the address's domain. */
async function twinsOf({ asker }: CommandContext, args: ArgsOf<typeof params>, tx: Tx): Promise<Twin[]> {
  const domain = registrableDomain(domainOf(args.email ?? '') ?? '')
  const byDomain = domain ? await findCompanyByDomain(tx, domain) : null
  const marks = {
    nameKey: nameKey(args.name),
    addressKeys: args.email ? [addressKey(args.email)] : [],
    companyId: args.company?.id ?? byDomain?.id ?? null,
  }
  return findContactTwins(sqlInTx(tx), marks, asker.owners('contact.read'))
}

function create(context: CommandContext, args: ArgsOf<typeof params>, tx: Tx): Promise<Contact> {
  const { phones, tags } = contactEdit({ phone: args.phone, tag: args.tag })
  return createContact(tx, {
    name: args.name,
    addresses: args.email ? [args.email] : [],
    phones: phones?.add ?? [],
    companyId: args.company?.id ?? null,
    ownerId: args.owner?.id ?? context.asker.id,
    tags: [...(tags?.add ?? [])].sort(),
    custom: changedCustom({}, ownValues(context, 'contact new', args)),
    ...(args.title ? { title: args.title } : {}),
  })
}
