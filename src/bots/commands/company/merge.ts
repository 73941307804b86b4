import { inWorkspace, type Tx } from '../../../db/in-workspace.js'
import { type CompanyMerge, mergeCompanies, planCompanyMerge } from '../../../domain/crm/merge-company.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { movedSections, valueTable } from '../merge-preview.js'
import { refuseOthers } from '../own-only.js'
import { namesInTx } from '../own-values.js'
import { required, target } from '../params.js'
import { previewOf } from '../preview-hash.js'
import { undoOf } from '../restore.js'
import { companyChanges, companyIds } from './company-change.js'

export default defineCommand({
  name: 'company merge',
  summary:
    'Merge a company into another: people, deals, notes and mail go to the second; what is posted stays as it is',
  example: 'company merge CO-7 into:CO-3',
  params: { company: target('company', 'Company'), into: required('record', 'Into', { record: 'company' }) },
  needs: 'company.write',
  risk: 'consequential',
  preview: async (context, { company, into }) => {
    const { db, scope } = context
    const shown = await inWorkspace(db, scope, async (tx) => {
      const plan = await planCompanyMerge(tx, company.id, into.id)
      refuseBoth(context, plan)
      const { theirs, result } = await changesOf(context, tx, plan)
      const names = { loser: `${company.ref} ${company.title}`, winner: `${into.ref} ${into.title}` }
      return {
        headline: `Merge ${names.loser} into ${names.winner}?`,
        sections: [...(theirs.length > 0 ? [valueTable(theirs, result)] : []), ...movedSections(plan.moved, names)],
        notes: [`${company.ref} means ${into.ref} from then on. Undo gives back exactly what was.`],
      }
    })
    return previewOf(shown, 'Merge them', { [company.id]: company.version, [into.id]: into.version })
  },
  run: async (context, { company, into }, tx) => {
    const merge = await mergeCompanies(tx, company.id, into.id)
    refuseBoth(context, merge)
    const { result } = await changesOf(context, tx, merge)
    const shown = { company: into.ref }
    return {
      headline: `${company.ref} ${company.title} is part of ${into.ref} ${into.title} now`,
      changes: result,
      sections: movedSections(merge.moved, { loser: company.ref, winner: into.ref }),
      actions: [{ label: 'Show', do: { command: 'company show', args: shown }, typed: `company show ${into.ref}` }],
      undo: undoOf(context, tx, 'company unmerge'),
      data: { ref: into.ref, merged: company.ref, moved: merge.moved },
    }
  },
})

function refuseBoth({ asker }: CommandContext, { loser, winner }: CompanyMerge): void {
  for (const { company } of [loser, winner]) refuseOthers(asker, 'company.write', company)
}

/** How the two differ, and what becomes of the one that stays. */
async function changesOf(context: CommandContext, tx: Tx, { loser, winner, after }: CompanyMerge) {
  const states = [loser, winner, after]
  const customs = states.map(({ company }) => company.custom)
  const names = await namesInTx(tx, customs, states.flatMap(companyIds))
  return {
    theirs: companyChanges(context, { before: loser, after: winner }, names),
    result: companyChanges(context, { before: winner, after }, names),
  }
}
