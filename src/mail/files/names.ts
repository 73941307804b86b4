import path from 'node:path'

/** Where files of bills and attachments lie, beside the packs of the workspaces. */
export const KEPT = 'files'

/** In 65,536 folders at most, so that none has more files than a directory is good for. */
export const keptPath = (name: string): string =>
  path.posix.join(name.slice(0, 2), name.slice(2, 4), path.posix.basename(name))

export const keptName = (workspaceId: string, name: string): string =>
  path.posix.join(KEPT, workspaceId, keptPath(name))

export const packName = (workspaceId: string, file: string): string =>
  path.posix.join(workspaceId, path.posix.basename(file))

/** The workspace of a pack or a file, and the hash that a file is named after; null for what is neither. */
export function readName(name: string): { workspaceId: string; hash: string | null } | null {
  const [, pack] = /^([0-9a-f-]{36})\/[^/]+\.pack$/.exec(name) ?? []
  if (pack) return { workspaceId: pack, hash: null }
  const [, workspaceId, hash] = /^files\/([0-9a-f-]{36})\/..\/..\/([0-9a-f]{64})$/.exec(name) ?? []
  return workspaceId && hash ? { workspaceId, hash } : null
}
