import { inWorkspace } from '../db/in-workspace.js'
import type { LineRow } from '../domain/banking/line-list-store.js'
import { loadPaidPerhaps } from '../domain/banking/paid-perhaps.js'
import { isHeld, listPlanned, settlePlan } from '../domain/billing/dunning-plan-store.js'
import { planReminder, type ReminderInput, remindCustomer } from '../domain/billing/remind-customer.js'
import { currentCompany } from '../domain/crm/company-store.js'
import type { IsoDate } from '../lib/dates.js'
import { type AppError, invalid, toAppError } from '../lib/errors.js'
import { chooseSender } from '../mail/sender.js'
import type { JobContext } from './define-job.js'
import { sendDeps } from './send-deps.js'
import { tellOwner } from './tell-owner.js'
import { tellPaidPerhaps } from './tell-paid-perhaps.js'

type Plan = { id: string; companyId: string }
type Unsent = { plan: Plan; error: AppError }

/** Gives today's announced reminders out to be mailed, but those that are held. What somebody must put right first is told to finance. */
export async function sendDunning(
  context: JobContext,
  { today, since }: { today: IsoDate; since: IsoDate },
): Promise<void> {
  const planned = await inWorkspace(context.db, context.scope, (tx) => listPlanned(tx, today))
  if (planned.length === 0) return
  const perhaps = await loadPaidPerhaps(context.db, context.scope)
  const unsent: Unsent[] = []
  for (const plan of planned) {
    const lines = perhaps.get(plan.companyId)
    if (lines) {
      await holdBack(context, plan, lines)
      continue
    }
    try {
      await sendPlanned(context, plan, { companyId: plan.companyId, today, since })
    } catch (thrown) {
      const error = toAppError(thrown)
      if (error.code !== 'refused' && error.code !== 'invalid') throw error
      // Paid meanwhile, reminded by hand, or nowhere to write to.
      context.log.info({ err: error, companyId: plan.companyId }, 'a planned reminder is not sent')
      await inWorkspace(context.db, context.scope, (tx) => settlePlan(tx, plan.id, 'settled'))
      if (error.code === 'invalid') unsent.push({ plan, error })
    }
  }
  await tellUnsent(context, unsent)
}

/** The bank brought since it was announced what may be theirs. */
async function holdBack(context: JobContext, plan: Plan, lines: readonly LineRow[]): Promise<void> {
  const company = await inWorkspace(context.db, context.scope, async (tx) => {
    await settlePlan(tx, plan.id, 'settled')
    return currentCompany(tx, plan.companyId)
  })
  await tellPaidPerhaps(context, { id: plan.companyId, name: company?.name ?? 'A customer' }, lines)
}

async function sendPlanned(context: JobContext, plan: Plan, input: ReminderInput): Promise<void> {
  const { db, scope } = context
  const mail = await inWorkspace(db, scope, async (tx) =>
    (await isHeld(tx, plan.companyId)) ? null : (await planReminder(tx, input)).mail,
  )
  if (mail) await needSender(context, mail.ownerId)
  await inWorkspace(db, scope, async (tx) => {
    const held = await isHeld(tx, plan.companyId)
    if (!(await settlePlan(tx, plan.id, held ? 'held' : 'sent')) || held) return
    await remindCustomer(tx, input)
  })
}

/** Before a step of the ladder is noted: what nothing can send is not begun. Throws `invalid`. */
async function needSender(context: JobContext, ownerId: string | null): Promise<void> {
  await chooseSender(sendDeps(context), context.scope, ownerId).catch((thrown: unknown) => {
    const error = toAppError(thrown)
    throw error.code === 'refused' ? invalid(error.userMessage) : error
  })
}

async function tellUnsent(context: JobContext, unsent: readonly Unsent[]): Promise<void> {
  const [first] = unsent
  if (!first) return
  const lines = await inWorkspace(context.db, context.scope, async (tx) => {
    const said: string[] = []
    for (const { plan, error } of unsent)
      said.push(`${(await currentCompany(tx, plan.companyId))?.name ?? 'A customer'}: ${error.userMessage}`)
    return said
  })
  await tellOwner(context, {
    ownerId: null,
    occasion: `dunning-unsent:${first.plan.id}`,
    reply: {
      headline: unsent.length === 1 ? 'A reminder is not sent' : `${unsent.length} reminders are not sent`,
      text: 'They do not count as steps, and are announced again once that is put right.',
      sections: [{ title: 'Why', lines }],
    },
  })
}
