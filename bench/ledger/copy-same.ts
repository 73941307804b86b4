import { createReadStream, createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import postgres from 'postgres'
import { timed } from '../harness.js'

/** The rows that were loaded, into tables with the same columns, rules and indexes, by the way with the least work; ms. */
export async function copySame(adminUrl: string, file: string): Promise<number> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined })
  try {
    let ms = 0
    for (const table of ['journal_entry', 'posting', 'unsealed']) {
      await sql.unsafe(`create table rival_${table} (like ${table} including all)`)
      await pipeline(await sql.unsafe(`copy ${table} to stdout`).readable(), createWriteStream(file))
      await sql.unsafe(`create temp table copied_${table} (like ${table})`)
      ms += await timed(async () => {
        await pipeline(createReadStream(file), await sql.unsafe(`copy copied_${table} from stdin`).writable())
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
