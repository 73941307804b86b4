import type { StoredFile } from './types.js'
import type { Workspace } from './workspace.js'

const TYPES: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  csv: 'text/csv',
  txt: 'text/plain',
  json: 'application/json',
  xml: 'application/xml',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  eml: 'message/rfc822',
}

/** Keeps a file; its type is told by its name, as Slack does. */
export function storeFile(
  workspace: Workspace,
  file: Pick<StoredFile, 'id' | 'name' | 'title' | 'user' | 'created'> & { altText?: string | undefined },
  bytes: Buffer,
): StoredFile {
  const filetype = /\.([a-z0-9]+)$/i.exec(file.name)?.[1]?.toLowerCase() ?? 'binary'
  const { altText, ...rest } = file
  const stored: StoredFile = {
    ...rest,
    ...(altText ? { altText } : {}),
    filetype,
    mimetype: TYPES[filetype] ?? 'application/octet-stream',
    size: bytes.length,
    shares: [],
  }
  workspace.files.set(stored.id, stored)
  workspace.fileBytes.set(stored.id, bytes)
  return stored
}

/** Only raster formats may stand in image blocks. */
export function isImage(file: StoredFile): boolean {
  return /^image\/(png|jpeg|gif)$/.test(file.mimetype)
}

/** The file that an id, or a URL that ends in one, stands for. */
export function findFile(workspace: Workspace, idOrUrl: string): StoredFile | undefined {
  const id = /(F0[0-9A-F]{9})/.exec(idOrUrl)?.[1] ?? idOrUrl
  return workspace.files.get(id)
}
