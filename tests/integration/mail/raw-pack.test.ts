import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { onDisk } from '../../../src/mail/files/disk.js'
import { readRaw } from '../../../src/mail/files/mail-files.js'

const WORKSPACE = '0190a000-0000-7000-8000-000000000001'

it('what comes after a write that failed is read as it was given: it lies in a pack of its own', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'raw-pack-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  const pack = onDisk(dir).packs(WORKSPACE).open()
  const [first] = await pack.append([Buffer.from('first')])
  // What the file system’s call refuses, as it would on a full disk.
  const refused = [Buffer.from('half'), {} as Buffer]
  await expect(pack.append(refused)).rejects.toThrow()
  const [after] = await pack.append([Buffer.from('after')])
  await pack.close()
  expect(await readdir(path.join(dir, WORKSPACE))).toHaveLength(2)
  for (const [place, text] of [
    [first, 'first'],
    [after, 'after'],
  ] as const)
    expect(place && (await readRaw(onDisk(dir), WORKSPACE, place)).toString()).toBe(text)
})
