import type { KeptFiles } from './bots/commands/files.js'
import { diskFiles } from './mail/file-store.js'

/** Files of bills lie beside the attachments of mail, under the same names and the same sweep. */
export const keptFiles = (rawDir: string): KeptFiles => ({
  put: (workspaceId, bytes) => diskFiles(rawDir, workspaceId).put(Buffer.from(bytes)),
  get: (workspaceId, hash) => diskFiles(rawDir, workspaceId).get(hash),
})
