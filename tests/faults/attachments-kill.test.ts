import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { hashOf } from '../../src/lib/hash-of.js'
import { sweepFiles } from '../../src/mail/sweep-files.js'
import { childScript } from '../support/child-script.js'
import { mailDesk } from '../support/mail-desk.js'
import { parcel } from '../support/parcel.js'

const MAILS = 120
const KILLS = 12
/** Keeping them all takes several times as long; on a machine that is busy it is later until something was kept. */
const LATEST_KILL_MS = 150

async function setting(files: readonly Buffer[]) {
  const desk = await mailDesk([{ name: 'dana', roles: ['sales'] }])
  const mailbox = await desk.mailbox('info@lindenhof.test')
  const mails = files.map((bytes, n) =>
    parcel({ id: `${n}@x`, from: 'ada@acme.com', to: 'info@lindenhof.test' }, [{ name: `${n}.bin`, bytes }]),
  )
  await desk.arrive(mailbox, mails)
  const rows = () =>
    desk.rows<{ message_id: string; filename: string; content_hash: string | null }>(
      'select message_id, filename, content_hash from attachment order by id',
    )
  const ids = (await rows()).map(({ message_id }) => message_id)
  const store = desk.services.mailFiles.kept(desk.scope.workspaceId)
  /** What is noted is there, whole. */
  const keptWhole = async () => {
    const kept = (await rows()).filter(({ content_hash }) => content_hash !== null)
    for (const { content_hash, filename } of kept) {
      expect(content_hash).toBe(hashOf(files[Number.parseInt(filename, 10)] ?? Buffer.alloc(0)))
      expect(await store.get(content_hash ?? '')).not.toBeNull()
    }
    return kept.length
  }
  const script = await childScript(path.join(import.meta.dirname, 'attachments-child.ts'))
  const startChild = (wrap: readonly string[] = []) => {
    const { database, scope } = desk
    const args = [database.url('daybook_app'), database.url('daybook_reader'), desk.rawDir, scope.workspaceId, ...ids]
    const [program = '', ...words] = [...wrap, process.execPath, ...script, ...args]
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] })
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
    const ready = lines.next().then(({ value }) => expect(value).toBe('ready'))
    const said = ready.then(() => lines.next()).then(({ value }) => (value ?? 'killed') as string)
    return { child, ready, said, closed: once(child, 'close') }
  }
  return { desk, store, rows, keptWhole, startChild }
}

it('a worker that is killed again and again keeps every file in the end, notes none that is not there, and leaves nothing', {
  timeout: 600_000,
}, async () => {
  const { desk, rows, keptWhole, startChild } = await setting(Array.from({ length: MAILS }, () => randomBytes(60_000)))
  const { rawDir } = desk
  const { mailFiles } = desk.services
  const midway: number[] = []
  let latest = LATEST_KILL_MS
  for (let kill = 0; kill < KILLS; kill += 1) {
    const { child, ready, closed } = startChild()
    await ready
    await sleep(Math.random() * latest)
    child.kill('SIGKILL')
    await closed
    midway.push(await keptWhole())
    if (midway.at(-1) === 0) latest *= 1.5
  }
  expect(midway.some((kept) => kept > 0 && kept < MAILS)).toBe(true)
  expect(await startChild().said).toBe('done')
  expect(await keptWhole()).toBe(MAILS)
  await sweepFiles({ db: desk.db, mailFiles }, desk.scope)
  const left = await readdir(path.join(rawDir, 'files'), { recursive: true, withFileTypes: true })
  const names = left.filter((entry) => entry.isFile()).map(({ name }) => name)
  expect(names.toSorted()).toEqual((await rows()).map(({ content_hash }) => content_hash ?? '').toSorted())
})

it('a disk that is full in the middle of a file keeps what went before, says so, and holds no half', async () => {
  const small = randomBytes(10_000)
  const { keptWhole, startChild, store } = await setting([small, randomBytes(3_000_000)])
  // No file may grow beyond 2,048 blocks of 512 bytes: the disk as a process sees it that is full.
  const { said } = startChild(['sh', '-c', 'ulimit -f 2048; exec "$@"', 'sh'])
  expect(await said).toMatch(/The disk that keeps attachments is full/)
  expect(await keptWhole()).toBe(1)
  const names: string[] = []
  for await (const name of store.list()) names.push(name)
  expect(names).toEqual([hashOf(small)])
  expect(await startChild().said).toBe('done')
  expect(await keptWhole()).toBe(2)
})
