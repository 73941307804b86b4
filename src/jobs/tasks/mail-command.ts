import { fromJson, toJson } from '../../bots/commands/args-json.js'
import type { OpenedFile } from '../../bots/commands/files.js'
import type { Reply } from '../../bots/commands/reply.js'
import type { Answer, Who } from '../../bots/commands/request.js'
import { addressedOutside, answerLine, interrupted, isCommand, isRepeatable } from '../../bots/email/answer-command.js'
import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import {
  findMailCommand,
  noteAnswered,
  noteProgress,
  type TakenCommand,
} from '../../domain/correspondence/mail-command-store.js'
import { findByMessageKey } from '../../domain/correspondence/message-store.js'
import type { Staff } from '../../domain/people/staff.js'
import { findStaffByIds } from '../../domain/people/staff-store.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { clip } from '../../lib/text.js'
import { commandFiles } from '../../mail/command-files.js'
import { readRaw } from '../../mail/files/mail-files.js'
import { defineJob, type JobContext } from '../define-job.js'
import { deliverChat } from '../deliver-chat.js'
import { deliverReply } from '../deliver-reply.js'
import { confirmation } from '../mail-confirmation.js'
import { tellOwner } from '../tell-owner.js'

export default defineJob({
  name: 'mail-command',
  summary: 'Answers what verified staff write to the assistant’s address, by mail to their registered address',
  on: ['mail.command'],
  run: async (context, data) => {
    const { command, staff } = await readWorkspace(context.db, context.scope, async (read) => {
      const found = await findMailCommand(read, data['eventId'] as string)
      return { command: found, staff: found && (await findStaffByIds(read, [found.staffId]))[0] }
    })
    if (!command || command.handledAt || !staff?.active) return
    if (command.problem !== null) await tellUnverified(context, command, staff)
    else await answer(context, command, staff)
    await inWorkspace(context.db, context.scope, (tx) => noteAnswered(tx, command.id))
  },
})

async function answer(context: JobContext, command: TakenCommand, staff: Staff): Promise<void> {
  const { catalog } = context.services
  if (command.outsiders && !isCommand(catalog, command.line)) return
  const given = command.outsiders ? addressedOutside : await carryOut(context, command)
  const { reply, buttons, forChat } = confirmation(context, given, command)
  await deliverReply(context, {
    occasion: `mail-command:${command.id}`,
    to: staff,
    subject: subjectOf(command, reply),
    reply: { ...reply, notes: [...(reply.notes ?? []), `Answer to “${clip(command.line, 200)}”`] },
    assistant: command.assistant,
    buttons,
    answers: {
      messageId: command.messageKey.startsWith('sha256:') ? null : command.messageKey,
      references: command.references,
    },
  })
  if (forChat && staff.slackUserId)
    await deliverChat(context, { occasion: `mail-confirm:${command.id}`, to: staff.slackUserId, reply: forChat })
}

const subjectOf = ({ subject }: TakenCommand, { headline }: Reply): string => {
  const bare = subject.replace(/^(?:\s*re\s*:)+/i, '').trim()
  return clip(bare === '' ? headline : `Re: ${bare}`, 200)
}

/**
 * Does what the line says. What would change something is done once: before it begins that is noted, and what came of it is kept,
 * so that an answer that can't be sent yet is sent later without doing it again.
 */
async function carryOut(context: JobContext, command: TakenCommand): Promise<Answer> {
  const { db, scope, services } = context
  const { catalog, mailLink, fileLink, kept } = services
  const who: Who = { workspaceId: scope.workspaceId, staffId: command.staffId, via: 'mail' }
  const deps = { db, catalog, ...(mailLink && { mailLink }), ...(fileLink && { fileLink }), ...(kept && { kept }) }
  if (isRepeatable(catalog, command.line)) return answerLine(deps, who, command.line)
  if (command.answer !== null) return fromJson(command.answer) as Answer
  if (command.begun) return interrupted(command.line)
  const attached = await filesOf(context, command)
  await inWorkspace(db, scope, (tx) => noteProgress(tx, command, { begun: true }))
  const given = await answerLine(attached.length > 0 ? { ...deps, files: { attached } } : deps, who, command.line)
  const { files: _, ...reply } = given.reply
  await inWorkspace(db, scope, (tx) => noteProgress(tx, command, { begun: true, answer: toJson({ ...given, reply }) }))
  return given
}

/** What came with the words, for a command that changes something: what only reads or shows asks for no file. */
async function filesOf({ db, scope, services }: JobContext, command: TakenCommand): Promise<readonly OpenedFile[]> {
  const { raw, messageKey } = command
  if (raw !== undefined) {
    const kept = await services.mailFiles.kept(scope.workspaceId).get(raw)
    return kept ? commandFiles(kept) : []
  }
  const mail = await readWorkspace(db, scope, (read) => findByMessageKey(read, messageKey))
  return mail ? commandFiles(await readRaw(services.mailFiles, scope.workspaceId, mail.raw)) : []
}

/** Somebody wrote in a person's name and nobody vouches for it: that person hears of it, once a day at most. */
async function tellUnverified(context: JobContext, { id, line, problem }: TakenCommand, staff: Staff): Promise<void> {
  const { liveAt } = await readWorkspace(context.db, context.scope, getWorkspace)
  if (liveAt === null) return
  await tellOwner(context, {
    ownerId: staff.id,
    occasion: `mail-unverified:${id}`,
    reply: {
      headline: `A mail to the assistant in ${staff.name}’s name was not believed`,
      text: `Because ${problem ?? 'nobody vouches for it'}. Nothing was done. If more come today they are refused as well, without another message.`,
      fields: [{ label: 'It says', value: clip(line, 300) }],
    },
  })
}
