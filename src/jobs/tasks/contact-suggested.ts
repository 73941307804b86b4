import { readWorkspace, type SqlScope } from '../../db/sql-workspace.js'
import { isNeverLogged, type NeverLogRule } from '../../domain/correspondence/never-log.js'
import { listNeverLog } from '../../domain/correspondence/never-log-store.js'
import { findStaffByIds } from '../../domain/people/staff-store.js'
import { listOccasions, recipientsOf } from '../chat-delivery-store.js'
import { addedCard, neverLoggedCard, occasionOf, SUGGESTION } from '../contact-suggestion.js'
import { defineJob, type JobContext } from '../define-job.js'
import { keepChat } from '../keep-chat.js'

export default defineJob({
  name: 'contact-suggested',
  summary: 'Says on the message that suggested a contact what became of it, whoever decided it and wherever',
  on: ['contact.address-added', 'never-log.added'],
  run: (context, data) => {
    const { contactId, addressKey, ruleId } = data as { contactId?: string; addressKey?: string; ruleId?: string }
    if (ruleId !== undefined) return settleByRule(context, ruleId)
    return contactId === undefined || addressKey === undefined
      ? Promise.resolve()
      : settleByContact(context, contactId, addressKey)
  },
})

async function settleByContact(context: JobContext, contactId: string, addressKey: string): Promise<void> {
  const { sent, contact } = await readWorkspace(context.db, context.scope, async (read) => {
    const sent = await recipientsOf(read, occasionOf(addressKey))
    return { sent, contact: sent.length === 0 ? null : await findContact(read, contactId) }
  })
  if (!contact) return
  for (const to of sent)
    await keepChat(context, { occasion: occasionOf(addressKey), to, reply: addedCard(contact, addressKey) })
}

const findContact = async ({ sql, scope }: SqlScope, id: string): Promise<{ ref: string; name: string } | null> => {
  const [row] = await sql<{ ref: string; name: string }[]>`
    select ref, name from contact where workspace_id = ${scope.workspaceId} and id = ${id}`
  return row ?? null
}

/** A rule of one person's mailboxes decides what they were asked; one of everybody's decides what anybody was. */
async function settleByRule(context: JobContext, ruleId: string): Promise<void> {
  const { rule, sent } = await readWorkspace(context.db, context.scope, async (read) => {
    const rule = (await listNeverLog(read)).find(({ id }) => id === ruleId)
    return { rule, sent: rule ? await askedAbout(read, rule) : [] }
  })
  for (const { occasion, recipient: to } of sent)
    await keepChat(context, { occasion, to, reply: neverLoggedCard(rule?.staffId === null) })
}

async function askedAbout(read: SqlScope, rule: NeverLogRule) {
  const [maker] = rule.staffId === null ? [] : await findStaffByIds(read, [rule.staffId])
  const all = await listOccasions(read, SUGGESTION)
  return all.filter(
    ({ occasion, recipient }) =>
      isNeverLogged([rule], [occasion.slice(SUGGESTION.length)]) &&
      (rule.staffId === null || recipient === maker?.slackUserId),
  )
}
