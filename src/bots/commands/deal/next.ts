import { changeDeal } from '../../../domain/crm/change-deal.js'
import { getDealRow } from '../../../domain/crm/deal-list-store.js'
import { invalid } from '../../../lib/errors.js'
import { defined } from '../company/company-params.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { optional, target } from '../params.js'
import { dealActions } from './deal-actions.js'
import { changedData, dealChanges } from './deal-change.js'

export default defineCommand({
  name: 'deal next',
  summary: 'Say what comes next on a deal, and by when; `done` says that it was done',
  example: 'deal next DEAL-12 Send the contract by:friday',
  params: {
    deal: target('deal', 'Deal'),
    step: optional('words', 'Next step'),
    by: optional('date', 'By'),
    done: optional('flag', 'It is done'),
  },
  needs: 'deal.write',
  form: { title: 'Next step', submit: 'Save' },
  risk: 'reversible',
  current: async (_context, read, { id }) => {
    const { nextStep, nextStepDue } = await getDealRow(read, id)
    return defined({ step: nextStep ?? undefined, by: nextStepDue ?? undefined })
  },
  run: async (context, { deal, step, by, done }, tx) => {
    if (!step && !by && !done) throw invalid(`What comes next on ${deal.ref}? deal next ${deal.ref} Send the contract`)
    const details = done
      ? { nextStep: step ?? null, nextStepDue: by ?? null }
      : { ...(step ? { nextStep: step } : {}), ...(by ? { nextStepDue: by } : {}) }
    const change = await changeDeal(tx, deal.id, details)
    refuseOthers(context.asker, 'deal.write', change.before)
    const { before, after } = change
    return {
      headline: `${deal.ref} ${deal.title}: ${after.nextStep ? `next: ${after.nextStep}` : 'no next step'}`,
      changes: dealChanges(change),
      actions: dealActions(context.asker, after),
      undo: {
        command: 'deal next',
        args: { deal: deal.ref, step: before.nextStep ?? undefined, by: before.nextStepDue ?? undefined, done: true },
        versions: { [deal.id]: after.version },
      },
      data: changedData(change),
    }
  },
})
