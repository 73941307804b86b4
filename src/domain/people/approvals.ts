import { existsSync } from 'node:fs'
import { foldersIn, loadDeclared } from '../../lib/load-declared.js'
import type { ApprovalKind } from './define-approval.js'

/** Every kind of approval by its name, from the folders `approvals/` of all areas; adding one is adding a file there. */
export async function loadApprovals(): Promise<ReadonlyMap<string, ApprovalKind>> {
  const areas = await foldersIn(new URL('../', import.meta.url))
  const folders = areas.map((area) => new URL('approvals/', area)).filter((folder) => existsSync(folder))
  return new Map((await loadDeclared<ApprovalKind>(folders)).map((kind) => [kind.name, kind]))
}
