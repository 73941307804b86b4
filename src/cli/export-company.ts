import { mkdir, open, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { listColumns, listExported, readExported } from '../db/export-tables.js'
import type { SqlScope } from '../db/sql-workspace.js'
import { refused } from '../lib/errors.js'

export type ExportSummary = { kinds: { kind: string; rows: number }[]; files: number }

export type ExportInput = {
  dir: string
  /** A file of the workspace by its SHA-256; null for one that is gone. */
  fileOf: (hash: string) => Promise<Buffer | null>
  signal: AbortSignal
  onProgress(done: number, total: number): void
}

/**
 * Writes all records of a workspace as they stand at one moment: of each kind a CSV and a JSON file, and the files of bills and of the
 * close by their hashes. Memory stays what it is however many there are. Throws `refused` for a folder that has something in it.
 */
export async function exportCompany(read: SqlScope, input: ExportInput): Promise<ExportSummary> {
  const { dir, signal } = input
  await makeEmpty(dir)
  const tables = await listExported(read)
  const kinds: ExportSummary['kinds'] = []
  for (const table of tables) {
    signal.throwIfAborted()
    kinds.push({ kind: table, rows: await writeKind(read, table, dir) })
    input.onProgress(kinds.length, tables.length)
  }
  const files = await copyFiles(read, input)
  await writeFile(path.join(dir, 'README.txt'), README, { mode: 0o600 })
  return { kinds, files }
}

const README = `Everything that this company has in Daybook, as CSV and as JSON, a file for each kind of record.

…_id        refers to the record with that id, in the file of that kind
…_minor     an amount in the smallest unit of its currency: 1050 with EUR is 10.50, with JPY 1050
posting     together with journal_entry and account, the books; debit is positive, credit negative
files/      files of bills and evidence of the close, by content_hash (SHA-256)

Not in here: mail, which lies on its servers and in the backup (\`daybook backup\`), and of one person in \`contact export\`; passwords
and tokens; what can be computed of the rest.
`

async function makeEmpty(dir: string): Promise<void> {
  const there = await readdir(dir).catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return []
    throw refused(`${dir} can't be used (${error.code}). Name another folder with --to DIR.`)
  })
  if (there.length > 0)
    throw refused(`${dir} has something in it already. Name an empty or a new folder with --to DIR.`)
  for (const folder of ['csv', 'json', 'files'])
    await mkdir(path.join(dir, folder), { recursive: true, mode: 0o700 }).catch((error: { code?: string }) => {
      throw refused(`${dir} can't be written (${error.code}). Name another folder with --to DIR.`)
    })
}

/** Both files of a kind, page by page; answers its rows. */
async function writeKind(read: SqlScope, table: string, dir: string): Promise<number> {
  const columns = await listColumns(read, table)
  const at = (format: 'csv' | 'json') => open(path.join(dir, format, `${table}.${format}`), 'w', 0o600)
  const [csv, json] = [await at('csv'), await at('json')]
  let rows = 0
  try {
    await csv.write(csvLine(columns))
    for await (const page of readExported(read, table, columns)) {
      await csv.write(page.map(({ texts }) => csvLine(texts)).join(''))
      await json.write(page.map((row, n) => `${rows + n === 0 ? '[' : ','}\n${row.json}`).join(''))
      rows += page.length
    }
    await json.write(rows === 0 ? '[]\n' : '\n]\n')
  } finally {
    await Promise.all([csv.close(), json.close()])
  }
  return rows
}

/** RFC 4180; nothing is an empty field, and an empty text a quoted one. */
const csvLine = (values: readonly (string | null)[]): string =>
  `${values.map((value) => (value === null ? '' : /^[\w .:+@-]+$/.test(value) ? value : `"${value.replaceAll('"', '""')}"`)).join(',')}\r\n`

async function copyFiles({ sql, scope }: SqlScope, { dir, fileOf, signal }: ExportInput): Promise<number> {
  const rows = await sql<{ hash: string }[]>`
    select content_hash as hash from bill_file where workspace_id = ${scope.workspaceId} and removed_at is null
    union select content_hash from case_reply_file where workspace_id = ${scope.workspaceId} and reply_id is not null
    union select content_hash from evidence
     where workspace_id = ${scope.workspaceId} and content_hash is not null and removed_at is null`
  let files = 0
  for (const { hash } of rows) {
    signal.throwIfAborted()
    const bytes = await fileOf(hash)
    if (bytes === null) continue // it was erased, or is made again out of the raw mail
    await writeFile(path.join(dir, 'files', hash), bytes, { mode: 0o600 })
    files += 1
  }
  return files
}
