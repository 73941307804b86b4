import type { SqlScope } from '../../../db/sql-workspace.js'
import { isRestrictedAccount, isRestrictedEntry } from '../../../domain/ledger/journal-list-store.js'
import { refused } from '../../../lib/errors.js'
import type { CommandContext } from '../define-command.js'

/** Refuses the single postings of a restricted account to who may not see them. Throws `refused`. */
export async function refuseRestricted({ asker, read }: CommandContext, code: string | undefined): Promise<void> {
  if (code === undefined || asker.may('restricted.read')) return
  if (await read((scope) => isRestrictedAccount(scope, code)))
    throw refused(
      `Account ${code} is restricted: you see what it comes to, not its postings. See: report general-ledger account:${code}`,
    )
}

/** The same of an entry that touches one. Throws `refused`. */
export async function refuseRestrictedEntry({ asker }: CommandContext, read: SqlScope, entryId: string): Promise<void> {
  if (asker.may('restricted.read') || !(await isRestrictedEntry(read, entryId))) return
  throw refused('That entry is on restricted accounts (payroll): you see what they come to, in report general-ledger.')
}
