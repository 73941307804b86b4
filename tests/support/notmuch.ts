import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'
import { testServer } from './servers.js'

const execute = promisify(execFile)
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024

/** Sorts mails into threads by Debian's notmuch: the Message-IDs of each thread, by its own rules. */
export async function notmuchThreads(mails: readonly (string | Buffer)[]): Promise<string[][]> {
  const program = await testServer('notmuch')
  const home = await mkdtemp(path.join(os.tmpdir(), 'daybook-notmuch-'))
  onTestFinished(() => rm(home, { recursive: true }))
  const box = path.join(home, 'mail')
  for (const name of ['cur', 'new', 'tmp']) await mkdir(path.join(box, name), { recursive: true })
  for (const [n, mail] of mails.entries()) await writeFile(path.join(box, 'new', `${n}.eml`), mail)
  const config = path.join(home, 'config')
  await writeFile(config, `[database]\npath=${box}\n[user]\nprimary_email=us@example.test\n[new]\ntags=new\n`)
  const env = { ...process.env, ...program.env, HOME: home, NOTMUCH_CONFIG: config }
  const run = async (...args: string[]) =>
    (await execute(program.path, args, { env, maxBuffer: MAX_OUTPUT_BYTES })).stdout
  await run('new', '--quiet')
  // Not by `show`: it leaves out messages whose references go in a circle.
  const threads = (await run('search', '--output=threads', '*')).trim().split('\n').filter(Boolean)
  const found: string[][] = []
  for (const thread of threads) {
    const lines = (await run('search', '--output=messages', '--duplicate=1', thread)).trim().split('\n')
    found.push(lines.map((line) => line.replace(/^id:/, '')))
  }
  return found
}
