import { rm } from 'node:fs/promises'
import postgres from 'postgres'
import { timed } from '../harness.js'

/**
 * The rows that were loaded, into tables with the same columns, rules and indexes, by the way with the least work: COPY from a file
 * of the server's own, and one INSERT … SELECT; ms.
 */
export async function copySame(adminUrl: string): Promise<number> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined })
  let file = ''
  try {
    const [row] = await sql<[{ dir: string }]>`select current_setting('data_directory') as dir`
    file = `${row.dir}/rival.copy`
    let ms = 0
    for (const table of ['journal_entry', 'posting', 'unsealed']) {
      await sql.unsafe(`create table rival_${table} (like ${table} including all)`)
      await sql.unsafe(`create temp table copied_${table} (like ${table})`)
      await sql.unsafe(`copy ${table} to '${file}'`)
      ms += await timed(async () => {
        await sql.unsafe(`copy copied_${table} from '${file}'`)
        await sql.unsafe(`insert into rival_${table} select * from copied_${table}`)
      })
      await sql.unsafe(`drop table rival_${table}, copied_${table}`)
    }
    return ms
  } finally {
    await rm(file, { force: true })
    await sql.end()
  }
}
