import { dispatch } from '../bots/commands/dispatch.js'
import { findCommand } from '../bots/commands/grammar/find-command.js'
import { tokenize } from '../bots/commands/grammar/tokenize.js'
import type { Action, Reply } from '../bots/commands/reply.js'
import type { Who } from '../bots/commands/request.js'
import { readWorkspace } from '../db/sql-workspace.js'
import { getMembership } from '../domain/people/membership-store.js'
import type { Staff } from '../domain/people/staff.js'
import { findStaffByIds } from '../domain/people/staff-store.js'
import { sayRhythm } from '../domain/reports/report-schedule.js'
import type { KeptRecipient, ScheduleRow } from '../domain/reports/report-schedule-store.js'
import { type AppError, errorPolicy, toAppError } from '../lib/errors.js'
import type { JobContext } from './define-job.js'
import { deliverChat } from './deliver-chat.js'
import { deliverReply } from './deliver-reply.js'
import { tellColleague } from './tell-colleague.js'
import { tellOwner } from './tell-owner.js'

type Made = { reply: Reply } | { why: string }

/** What comes with it: to keep, and to calculate with. */
const FILES = ['pdf', 'xlsx'] as const

/**
 * A scheduled report to one who gets it, as they may see it now: a colleague by their own rights, a channel by what everybody in it may
 * see, an address outside by the rights of whom set it up. A colleague whom Slack does not take gets it by mail. Who may not, or can't be
 * reached, is not sent it; its owner is told, once a time.
 */
export async function sendReport(context: JobContext, schedule: ScheduleRow, recipient: KeptRecipient): Promise<void> {
  const [owner, staff] = await people(context, [schedule.ownerId, recipient.staffId])
  if (recipient.staffId !== null && !staff?.active) return
  const made = await makeFor(context, schedule, recipient, owner)
  const key = `${schedule.id}:${recipient.id}:${schedule.nextAt.toISOString()}`
  const letter = {
    occasion: `report-sent:${key}`,
    to: mailTo(recipient, staff, owner),
    stop: stopFor(context, recipient),
  } as const
  const { channel } = recipient
  const delivery = { ...letter, channel, slackUserId: staff?.slackUserId ?? null }
  const why =
    'why' in made
      ? made.why
      : await deliver(context, { ...delivery, reply: withSchedule(made.reply, schedule, recipient.staffId) })
  if (why === null) return
  const reply = { headline: `${schedule.ref} was not sent to ${recipient.name}: report ${schedule.words}`, text: why }
  await tellWhoseItIs(context, { ownerId: schedule.ownerId, owner, occasion: `report-unsent:${key}`, reply })
}

/** Which one it is and whose, for who wants another or none; who set it up ends it where they read it. */
const withSchedule = (reply: Reply, schedule: ScheduleRow, staffId: string | null): Reply => ({
  ...reply,
  notes: [...(reply.notes ?? []), `${schedule.ref}: ${sayRhythm(schedule)}, set up by ${schedule.ownerName}.`],
  ...(staffId === schedule.ownerId && {
    actions: [
      ...(reply.actions ?? []),
      {
        label: `Stop ${schedule.ref}`,
        do: { command: 'report stop', args: { schedule: schedule.ref } },
        typed: `report stop ${schedule.ref}`,
      },
    ],
  }),
})

type Unsent = { ownerId: string; owner: Staff | undefined; occasion: `report-unsent:${string}`; reply: Reply }

/** By mail too, since it may be Slack that is gone; who can't be told keeps it from nobody. */
async function tellWhoseItIs(context: JobContext, { owner, ...unsent }: Unsent): Promise<void> {
  if (!owner?.active) return await tellOwner(context, unsent)
  await unlessForGood(
    () => tellColleague(context, owner, unsent.occasion, unsent.reply),
    (error) =>
      context.log.warn({ err: error, occasion: unsent.occasion }, 'nobody could be told that a report was not sent'),
  )
}

type Delivery = Letter & { occasion: `report-sent:${string}`; channel: string | null; slackUserId: string | null }

/** Why it can't be delivered, also when it is tried again: who can't be mailed must not keep it from the others. Null when it was. */
function deliver(context: JobContext, { channel, slackUserId, ...letter }: Delivery): Promise<string | null> {
  const { occasion, reply } = letter
  const chat = channel ?? slackUserId
  return unlessForGood<string | null>(
    async () => {
      if (chat !== null && (await deliverChat(context, { occasion, to: chat, reply }))) return null
      if (channel !== null) return 'Slack takes no message of mine in that channel.'
      await mail(context, letter)
      return null
    },
    (error) => error.userMessage,
  )
}

/** Throws what another try may put right; of anything else answers what `instead` makes. */
async function unlessForGood<T>(work: () => Promise<T>, instead: (error: AppError) => T): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    const error = toAppError(thrown)
    if (errorPolicy[error.code].job === 'retry') throw error
    return instead(error)
  }
}

async function makeFor(
  context: JobContext,
  { words, ownerId }: ScheduleRow,
  { staffId, channel, address }: KeptRecipient,
  owner: Staff | undefined,
): Promise<Made> {
  const { workspaceId } = context.scope
  if (staffId !== null) return await make(context, { workspaceId, staffId, via: 'job' }, words)
  if (!owner?.active) return { why: 'Whoever set it up no longer works here.' }
  const who: Who = { workspaceId, staffId: ownerId, via: 'job' }
  if (address !== null)
    return (await isAdmin(context, ownerId))
      ? await make(context, who, words)
      : { why: 'Only an admin’s reports go to an address outside the company.' }
  const audience = await context.services.chat.audience(workspaceId, channel ?? '')
  if (!audience) return { why: 'No Slack is connected.' }
  if ('why' in audience) return audience
  if (audience.strangers.length > 0)
    return { why: `Not everybody in that channel is known to Daybook: ${audience.strangers.length} are not.` }
  return await make(context, { ...who, readers: { staffIds: audience.staffIds, owned: false } }, words)
}

/** The words, given anew: a report that changed says what it says now, and its files say the same. */
async function make({ db, services }: JobContext, who: Who, words: string): Promise<Made> {
  const deps = { db, catalog: services.catalog, along: FILES }
  const found = findCommand(tokenize(`report ${words}`), services.catalog.commands)
  const only = found.kind === 'command' ? { only: found.command.name } : {}
  const { ok, reply } = await dispatch(deps, { who, input: { text: `report ${words}`, exact: true, ...only } })
  return ok ? { reply } : { why: [reply.headline, reply.text].filter(Boolean).join(' ') }
}

const isAdmin = ({ db, scope }: JobContext, staffId: string): Promise<boolean> =>
  readWorkspace(db, scope, async (read) => (await getMembership(read, staffId)).member.may('admin'))

type Letter = {
  occasion: string
  reply: Reply
  to: { id: string; email: string; timeZone: string; outside: boolean }
  stop: string | undefined
}

async function mail(context: JobContext, { occasion, reply, to, stop }: Letter): Promise<void> {
  const letter = { occasion, to, subject: reply.headline, stop }
  const stopping: Action[] = stop === undefined ? [] : [{ label: 'No more of these mails', do: { url: stop } }]
  // The report's own buttons are commands, and pages that want a colleague's sign-in.
  if (to.outside) await deliverReply(context, { ...letter, reply: { ...reply, actions: stopping }, assistant: null })
  else await deliverReply(context, { ...letter, reply: { ...reply, actions: [...(reply.actions ?? []), ...stopping] } })
}

const stopFor = ({ services, scope, db }: JobContext, { id }: KeptRecipient): string | undefined =>
  services.stopLink?.({ workspaceId: scope.workspaceId, recipientId: id }, db.clock.now()) ?? undefined

/** Somebody outside is written to in the name of whom set it up, who hears when it does not go out. */
const mailTo = ({ address }: KeptRecipient, staff: Staff | undefined, owner: Staff | undefined): Letter['to'] => ({
  id: staff?.id ?? owner?.id ?? '',
  email: address ?? staff?.email ?? '',
  timeZone: staff?.timeZone ?? owner?.timeZone ?? 'UTC',
  outside: address !== null,
})

async function people(context: JobContext, ids: readonly (string | null)[]): Promise<(Staff | undefined)[]> {
  const known = ids.filter((id) => id !== null)
  const found = await readWorkspace(context.db, context.scope, (read) => findStaffByIds(read, known))
  return ids.map((id) => found.find((each) => each.id === id))
}
