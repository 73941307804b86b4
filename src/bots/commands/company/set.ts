import { changeCompany } from '../../../domain/crm/change-company.js'
import { getCompanyRow, type RecordName } from '../../../domain/crm/company-list-store.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { namesInTx, ownInitials, ownValues } from '../own-values.js'
import { optional, type RecordKind, target } from '../params.js'
import { undoOf } from '../restore.js'
import { companyChanges, companyIds } from './company-change.js'
import { companyEdit, companyParams, defined } from './company-params.js'
import { companySight } from './company-sight.js'

const params = {
  company: target('company', 'Company'),
  name: optional('text', 'Name'),
  ...companyParams,
}

export default defineCommand({
  name: 'company set',
  summary: 'Change what is kept about a company; `phone:none` empties a field',
  example: 'company set CO-12 terms:14 city:Berlin tag:key-account',
  params,
  needs: 'company.write',
  risk: 'reversible',
  fieldsOf: 'company',
  current: async (context, read, { id }) => {
    const company = await getCompanyRow(read, id, companySight(context.asker))
    const { street, postcode, city, region, country } = company.address ?? {}
    return defined({
      name: company.name,
      owner:
        company.owner && company.ownerId
          ? { kind: 'staff', id: company.ownerId, ref: '', title: company.owner }
          : undefined,
      lifecycle: company.lifecycle,
      roles: company.roles.join(', '),
      billing: company.billingEmail ?? undefined,
      terms: company.termsDays,
      currency: company.currency,
      taxid: company.taxId ?? undefined,
      phone: company.phone ?? undefined,
      'billing-contact': refOf('contact', company.billingContact) ?? undefined,
      parent: refOf('company', company.parent) ?? undefined,
      ...defined({ street, postcode, city, region, country }),
      note: company.note ?? undefined,
      ...(await ownInitials(context, read, 'company set', company.custom)),
    })
  },
  run: async (context, { company: target, name, ...given }, tx) => {
    const custom = ownValues(context, 'company set', given)
    const edit = { ...companyEdit(given), ...(name ? { name } : {}), custom }
    const change = await changeCompany(tx, target.id, edit)
    refuseOthers(context.asker, 'company.write', change.before.company)
    const { company } = change.after
    const states = [change.before, change.after]
    const names = await namesInTx(
      tx,
      states.map((state) => state.company.custom),
      states.flatMap(companyIds),
    )
    const changes = companyChanges(context, change, names)
    const shown = { company: company.ref }
    if (changes.length === 0)
      return { headline: `${company.ref} ${company.name} is so already.`, data: { ref: company.ref } }
    return {
      headline: `${company.ref} ${company.name} is changed`,
      changes,
      actions: [{ label: 'Show', do: { command: 'company show', args: shown }, typed: `company show ${company.ref}` }],
      undo: undoOf(context, tx, 'company restore'),
      data: { ref: company.ref, name: company.name, version: company.version },
    }
  },
})

const refOf = (kind: RecordKind, record: RecordName | null) => record && { kind, ...record, title: record.name }
