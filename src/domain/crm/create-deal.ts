import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import { invalid } from '../../lib/errors.js'
import type { Company } from './company.js'
import { getCompany } from './company-store.js'
import { getContact } from './contact-store.js'
import { checkDeal, type Deal, type NewDeal } from './deal.js'
import { insertDeal } from './deal-store.js'
import type { Stage } from './pipeline.js'
import { getFirstStage, getStage } from './pipeline-store.js'

/** Makes an open deal. It begins in the first stage of its pipeline (the first one) and in its company's currency unless told otherwise. */
export async function createDeal(tx: Tx, input: NewDeal): Promise<Deal> {
  const company = await getCompany(tx, input.companyId)
  const contact = input.contactId ? await getContact(tx, input.contactId) : null
  const stage = input.stageId ? await getStage(tx, input.stageId) : await getFirstStage(tx, input.pipelineId)
  const checked = checkDeal(input, stage, company, contact)
  if (!checked.ok) throw invalid(checked.problem)
  const deal = newDeal(tx, await nextRef(tx, 'deal', 'DEAL'), checked.value, stage, company)
  await insertDeal(tx, deal)
  return deal
}

const newDeal = (tx: Tx, ref: string, input: NewDeal, stage: Stage, company: Company): Deal => ({
  id: tx.newId(),
  ref,
  title: input.title,
  status: 'open',
  amount: input.amount ?? null,
  currency: input.amount?.currency ?? company.currency,
  probability: input.probability ?? null,
  forecastCategory: null,
  expectedClose: input.expectedClose ?? null,
  closedOn: null,
  stageSince: tx.now,
  nextStep: input.nextStep ?? null,
  nextStepDue: null,
  source: input.source ?? null,
  lostReason: null,
  wonReason: null,
  poNumber: input.poNumber ?? null,
  companyId: company.id,
  contactId: input.contactId ?? null,
  ownerId: input.ownerId,
  ownerAtCloseId: null,
  stageId: stage.id,
  tags: input.tags ?? [],
  custom: input.custom ?? {},
  version: 1,
})
