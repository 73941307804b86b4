import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { homeKey } from '../../src/lib/home-key.js'

const dir = await mkdtemp(path.join(os.tmpdir(), 'daybook-key-'))
afterAll(() => rm(dir, { recursive: true }))

it('makes one key for all who start at once, readable by its owner alone', async () => {
  const home = path.join(dir, 'new', 'home')
  const keys = await Promise.all(Array.from({ length: 8 }, () => homeKey(home)))
  expect(new Set(keys.map((key) => key.reveal())).size).toBe(1)
  expect((await stat(path.join(home, 'key'))).mode & 0o777).toBe(0o600)
  expect(await readdir(home)).toEqual(['key'])
})

it('says where a key should be restored, and never makes another in its place', async () => {
  const home = path.join(dir, randomUUID())
  await homeKey(home)
  await writeFile(path.join(home, 'key'), 'half')
  await expect(homeKey(home)).rejects.toThrow(/key is not a key: it should hold 32 bytes.*Restore it/)
})

it('says so when the home can not be made', async () => {
  const file = path.join(dir, 'file')
  await writeFile(file, '')
  await expect(homeKey(path.join(file, 'home'))).rejects.toMatchObject({ code: 'refused' })
})
