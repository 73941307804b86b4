import { createHash } from 'node:crypto'
import path from 'node:path'
import type { Config } from './config.js'
import { onDisk } from './mail/files/disk.js'
import { inEither } from './mail/files/either.js'
import { inBucket } from './mail/files/in-bucket.js'
import type { MailFiles } from './mail/files/mail-files.js'

type Named = Pick<Config, 'home' | 'files' | 'filesBefore'>

/** Where an installation keeps raw mail and files, and where they were before: what still lies there is to be moved. */
export function mailPlaces({ home, files, filesBefore }: Named): { main: MailFiles; before: MailFiles[] } {
  const disk = onDisk(path.join(home, 'mail'))
  const bucketBefore = filesBefore ? [inBucket(filesBefore)] : []
  return files ? { main: inBucket(files), before: [...bucketBefore, disk] } : { main: disk, before: bucketBefore }
}

export function openMailFiles(config: Named): MailFiles {
  const { main, before } = mailPlaces(config)
  return before.reduce(inEither, main)
}

/** What tells those who keep files in the same place from those who keep them elsewhere; empty for the home's disk. */
export const placeMark = ({ files }: Named): string =>
  files ? createHash('sha256').update(`${files.endpoint.href} ${files.prefix}`).digest('hex').slice(0, 12) : ''
