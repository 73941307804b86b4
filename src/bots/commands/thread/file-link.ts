import type { ThreadFile } from '../../../domain/correspondence/attachment-store.js'
import type { CommandContext } from '../define-command.js'

/** The address at which the asker, and nobody else, downloads it for ten minutes; null where there is none. */
export const fileLink = (
  { mailLink, scope, asker, now }: CommandContext,
  { messageId, id }: Pick<ThreadFile, 'messageId' | 'id'>,
): string | null =>
  mailLink?.({ workspaceId: scope.workspaceId, staffId: asker.id, messageId, attachmentId: id }, now) ?? null

/** A mail within the mail or a picture in its text often has no name. */
export const nameOf = ({ filename, contentType }: Pick<ThreadFile, 'filename' | 'contentType'>): string =>
  filename || contentType
