import { deleteDealPart, findDealPart, putDealPart } from '../../../domain/crm/deal-contact-store.js'
import { getDeal } from '../../../domain/crm/deal-store.js'
import { notFound } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { required, target } from '../params.js'
import { dealActions } from './deal-actions.js'

const params = { deal: target('deal', 'Deal'), who: required('record', 'Contact', { record: 'contact' }) }

const add = defineCommand({
  name: 'deal contact',
  summary: 'Set the part that somebody plays in a deal: decision maker, champion … (`choice list contact-role`)',
  example: 'deal contact DEAL-12 who:"Ada Lovelace" role:champion',
  params: { ...params, role: required('record', 'Part', { record: 'contact-role' }) },
  needs: 'deal.write',
  aliases: ['deal person', 'deal role'],
  form: { title: 'Who plays a part', submit: 'Save' },
  risk: 'reversible',
  run: async ({ asker }, { deal, who, role }, tx) => {
    const current = await getDeal(tx, deal.id)
    refuseOthers(asker, 'deal.write', current)
    const before = await findDealPart(tx, deal.id, who.id)
    const part = await putDealPart(tx, deal.id, who.id, role.title)
    const args = { deal: deal.ref, who: who.ref }
    return {
      headline: `${who.title} is ${role.title.toLowerCase()} in ${deal.ref} ${deal.title}`,
      changes: [{ label: who.title, before: before?.role ?? null, after: part.role }],
      actions: dealActions(asker, current),
      undo: {
        ...(before
          ? { command: 'deal contact', args: { ...args, role: before.role } }
          : { command: 'deal drop-contact', args }),
        versions: { [`deal_contact:${part.id}`]: part.version },
      },
      data: { deal: deal.ref, contact: who.ref, role: part.role },
    }
  },
})

const drop = defineCommand({
  name: 'deal drop-contact',
  summary: 'Take a contact off a deal',
  example: 'deal drop-contact DEAL-12 who:"Ada Lovelace"',
  params,
  needs: 'deal.write',
  risk: 'reversible',
  run: async ({ asker }, { deal, who }, tx) => {
    refuseOthers(asker, 'deal.write', await getDeal(tx, deal.id))
    const part = await findDealPart(tx, deal.id, who.id)
    if (!part) throw notFound(`${who.title} plays no part in ${deal.ref}.`)
    await deleteDealPart(tx, part.id)
    return {
      headline: `${who.title} no longer plays a part in ${deal.ref}`,
      changes: [{ label: who.title, before: part.role, after: null }],
      undo: { command: 'deal contact', args: { deal: deal.ref, who: who.ref, role: part.role }, versions: {} },
      data: { deal: deal.ref, contact: who.ref },
    }
  },
})

export default [add, drop]
