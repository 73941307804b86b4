import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { refuseOtherDatabase, rememberDatabase } from '../../../src/lib/home-database.js'

const dir = await mkdtemp(path.join(os.tmpdir(), 'daybook-home-'))
afterAll(() => rm(dir, { recursive: true }))

it.each([
  ['server', 'embedded', /DATABASE_URL is not set/],
  ['embedded', 'server', /daybook backup FILE/],
] as const)('a home of one kind (%s) refuses the other with what to do', async (used, other, says) => {
  const home = path.join(dir, used)
  await refuseOtherDatabase(home, other) // a new home knows nothing yet
  await rememberDatabase(home, used)
  await rememberDatabase(home, other)
  await refuseOtherDatabase(home, used)
  await expect(refuseOtherDatabase(home, other)).rejects.toMatchObject({
    code: 'refused',
    userMessage: expect.stringMatching(says),
  })
})

it('a home that can not be written is used all the same', async () => {
  const file = path.join(dir, 'file')
  await writeFile(file, '')
  await expect(rememberDatabase(path.join(file, 'home'), 'server')).resolves.toBeUndefined()
})
