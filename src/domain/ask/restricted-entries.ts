import type { RecordSet } from './record-set.js'

/** Entries with a posting on a restricted account (payroll), by the column of the row that names the entry: as `journal list` keeps them. */
export const restrictedEntries = (column: string): NonNullable<RecordSet['keeps']> => ({
  from: 'restricted.read',
  sql: `exists (select from posting r join account x on x.workspace_id = r.workspace_id and x.id = r.account_id
    where r.workspace_id = {t}.workspace_id and r.entry_id = {t}.${column} and x.restricted)`,
  note: 'Entries on restricted accounts are left out: you see what those come to in the trial balance.',
})
