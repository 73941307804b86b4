import { createDeal } from '../../../domain/crm/create-deal.js'
import { changedCustom } from '../../../domain/crm/custom-field.js'
import { editedTags, readTagEdits } from '../../../domain/crm/tag.js'
import { toDecimal } from '../../../lib/money.js'
import { valid } from '../../../lib/valid.js'
import { dateCell, fieldsWith, moneyCell } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { ownValues } from '../own-values.js'
import { optional, required } from '../params.js'
import { dealActions } from './deal-actions.js'

export default defineCommand({
  name: 'deal new',
  summary: 'Begin a deal with a company; it is yours unless you name another owner',
  example: 'deal new "Acme renewal" company:Acme amount:50k close:2026-12-15',
  params: {
    title: required('text', 'Title', { target: true }),
    company: required('record', 'Company', { record: 'company', setsCurrency: true }),
    amount: optional('amount', 'Amount'),
    close: optional('date', 'Expected close'),
    contact: optional('record', 'Contact', { record: 'contact' }),
    pipeline: optional('record', 'Pipeline', { record: 'pipeline', hint: 'Default: the first one' }),
    stage: optional('record', 'Stage', { record: 'stage', hint: 'Default: the first stage of the pipeline' }),
    owner: optional('record', 'Owner', { record: 'staff' }),
    next: optional('text', 'Next step'),
    source: optional('text', 'Source', { hint: 'Where it came from' }),
    po: optional('text', 'PO number'),
    tag: optional('text', 'Tags'),
  },
  needs: 'deal.write',
  risk: 'reversible',
  fieldsOf: 'deal',
  run: async (context, args, tx) => {
    const custom = changedCustom({}, ownValues(context, 'deal new', args))
    const tags = args.tag ? valid(editedTags([], valid(readTagEdits(args.tag)))) : []
    const deal = await createDeal(tx, {
      title: args.title,
      companyId: args.company.id,
      ownerId: args.owner?.id ?? context.asker.id,
      ...(args.contact ? { contactId: args.contact.id } : {}),
      ...(args.amount ? { amount: args.amount } : {}),
      ...(args.pipeline ? { pipelineId: args.pipeline.id } : {}),
      ...(args.stage ? { stageId: args.stage.id } : {}),
      ...(args.source ? { source: args.source } : {}),
      tags,
      custom,
      ...(args.po ? { poNumber: args.po } : {}),
      ...(args.close ? { expectedClose: args.close } : {}),
      ...(args.next ? { nextStep: args.next } : {}),
    })
    return {
      headline: `New deal ${deal.ref} ${deal.title} with ${args.company.title}`,
      fields: fieldsWith([
        ['Amount', moneyCell(deal.amount)],
        ['Expected close', dateCell(deal.expectedClose)],
        ['Owner', { person: args.owner?.title ?? context.asker.name }],
        ['Next step', deal.nextStep],
      ]),
      actions: dealActions(context.asker, deal),
      undo: { command: 'deal withdraw', args: { deal: deal.ref }, versions: { [deal.id]: deal.version } },
      data: {
        ref: deal.ref,
        title: deal.title,
        company: args.company.ref,
        amount: deal.amount && toDecimal(deal.amount),
        currency: deal.currency,
        expectedClose: deal.expectedClose,
      },
    }
  },
})
