import path from 'node:path'
import { refuseOtherDatabase } from '../../lib/home-database.js'
import { homeKey } from '../../lib/home-key.js'
import { readSecretKey } from '../../lib/secret-box.js'
import type { MailFiles } from '../../mail/files/mail-files.js'
import { openMailFiles } from '../../mail-files.js'
import { kindOf, openServer } from '../../open-store.js'
import { type Terminal, UsageError, type VerbInput } from '../define-verb.js'
import { progressLine } from '../progress-line.js'

/** Where a backup is of, or goes to: the server as it is, the key, where files are. */
export type Place = { adminUrl: string; key: { text: string; id: string }; mailFiles: MailFiles }

/** Opens the place for one verb; the server is left as it was found. */
export async function withPlace<T>({ config, terminal }: VerbInput, work: (place: Place) => Promise<T>): Promise<T> {
  await refuseOtherDatabase(config.home, kindOf(config))
  const text = (config.key ?? (await homeKey(config.home))).reveal()
  const server = await openServer(config, (step, ms) => (ms < 100 ? undefined : terminal.progress(step, ms)))
  try {
    const key = { text, id: readSecretKey(text).id }
    return await work({ adminUrl: server.adminUrl, key, mailFiles: openMailFiles(config) })
  } finally {
    await server.stop()
  }
}

/** The one word of the line. */
export function fileOf({ words }: VerbInput, verb: string): string {
  if (words.length !== 1 || !words[0])
    throw new UsageError(`daybook ${verb} needs one FILE, such as daybook-2026-01-31.tar.gz.`)
  return path.resolve(words[0])
}

/** A bar in kilobytes. */
export function kilobyteBar(terminal: Terminal, label: string): (done: number, total: number) => void {
  const bar = progressLine(terminal, label)
  const kilobytes = (bytes: number) => Math.ceil(bytes / 1024)
  return (done, total) => bar({ folder: 'kB', done: kilobytes(done), total: kilobytes(total) })
}
