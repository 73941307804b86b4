import type { Tx } from '../../../db/in-workspace.js'
import { getDeal } from '../../../domain/crm/deal-store.js'
import { getStage, listStages } from '../../../domain/crm/pipeline-store.js'
import type { Asker, Done } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import type { RecordRef } from '../params.js'

/** A move without a stage is a question: the other open stages of the deal's pipeline, a button each, with what else was said. */
export async function whereTo(
  tx: Tx,
  asker: Asker,
  { deal, ...more }: { deal: RecordRef } & Readonly<Record<string, unknown>>,
): Promise<Done> {
  const found = await getDeal(tx, deal.id)
  refuseOthers(asker, 'deal.write', found)
  const now = await getStage(tx, found.stageId)
  const others = (await listStages(tx, now.pipelineId)).filter(({ id, kind }) => kind === 'open' && id !== now.id)
  return {
    asks: true,
    headline: `Where to? ${deal.ref} ${deal.title} is in ${now.name}.`,
    actions: others.map(({ name }) => ({
      label: name,
      do: { command: 'deal move', args: { ...more, deal: deal.ref, to: name } },
      typed: `deal move ${deal.ref} to:${/\s/.test(name) ? `"${name}"` : name}`,
    })),
    data: { deal: deal.ref, stage: now.name, stages: others.map(({ name }) => name) },
  }
}
