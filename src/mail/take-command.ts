import type { Scope } from '../db/scope.js'
import { bulkWorkspace } from '../db/sql-workspace.js'
import { lockFiles } from '../domain/correspondence/attachment-store.js'
import { insertMailCommands } from '../domain/correspondence/mail-command-store.js'
import { AppError, refused } from '../lib/errors.js'
import type { MailFiles } from './files/mail-files.js'
import { type CommandDeps, readCommand, UNSURE } from './read-command.js'
import { readMessage } from './read-message.js'

/**
 * Takes a mail to the assistant that was handed over by SMTP: durable when it returns, answered by a job. Nothing of it is
 * logged as correspondence; one with files is kept until it is answered. Throws `refused` with the reason for the sender where it is not from staff or nobody vouches for
 * them; they are told in Slack then, once a day at most.
 */
export async function takeCommand(
  deps: CommandDeps & { mailFiles: MailFiles },
  workspaceId: string,
  bytes: Buffer,
  authservIds: readonly string[],
): Promise<void> {
  const { db } = deps
  const scope: Scope = { workspaceId, actorId: null, via: 'mail' }
  const receivedAt = db.clock.now()
  const read = await readMessage(bytes, receivedAt)
  if (!read.ok) throw refused(`This mail was not taken: ${read.problem}.`)
  const command = await readCommand(deps, scope, { message: read.value, bytes, receivedAt }, authservIds)
  if (!command)
    throw refused(
      'Only staff write here, from the address they are registered with and to this one by name; no automatic mail.',
    )
  if (command.problem === UNSURE) throw new AppError('unavailable', 'The name service is away; try again.')
  const files = command.problem === null && read.value.attachments.length > 0
  await bulkWorkspace(db, scope, async (bulk) => {
    if (!files) return insertMailCommands(bulk, db.ids, [command])
    // Held until the row is there, so that no sweep takes it between.
    await lockFiles(bulk, 'shared')
    const raw = await deps.mailFiles.kept(workspaceId).put(bytes)
    await insertMailCommands(bulk, db.ids, [{ ...command, raw }])
  })
  if (command.problem !== null)
    throw refused(`Nothing was done: ${command.problem}. Its server has to sign it (DKIM, with To, Subject and Date).`)
}
