import type { KeptFiles } from './bots/commands/files.js'
import type { MailFiles } from './mail/files/mail-files.js'

/** Files of bills lie beside the attachments of mail, under the same names and the same sweep. */
export const keptFiles = (mailFiles: MailFiles): KeptFiles => ({
  put: (workspaceId, bytes) => mailFiles.kept(workspaceId).put(Buffer.from(bytes)),
  get: (workspaceId, hash) => mailFiles.kept(workspaceId).get(hash),
})
