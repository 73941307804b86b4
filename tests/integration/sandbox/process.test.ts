import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { json, SECRET, TOKEN } from './support.js'

const MAIN = path.resolve('src/sandbox/main.ts')

async function run(config: unknown) {
  const dir = await mkdtemp(path.join(tmpdir(), 'sandbox-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  const file = path.join(dir, 'config.json')
  await writeFile(file, JSON.stringify(config))
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, file], { stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

test('runs as a process of its own and ends when told', async () => {
  const child = await run({
    signingSecret: SECRET,
    botToken: TOKEN,
    team: { name: 'Acme', domain: 'acme' },
    users: [{ name: 'ada', realName: 'Ada', email: 'ada@acme.test' }],
    manifest: { display_information: { name: 'Daybook' } },
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const ready = JSON.parse(line.toString()) as { ready: boolean; port: number; apiUrl: string }
  expect(ready).toMatchObject({ ready: true, apiUrl: `http://127.0.0.1:${ready.port}/api/` })
  expect(await json(`http://127.0.0.1:${ready.port}/api/api.test?x=1`)).toEqual({ ok: true, args: { x: '1' } })
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('says what is wrong with its configuration, and never listens to the world', async () => {
  const child = await run({ host: '0.0.0.0', signingSecret: SECRET, botToken: TOKEN })
  const [complaint] = (await once(child.stderr, 'data')) as [Buffer]
  expect(complaint.toString()).toMatch(/host/)
  expect(await once(child, 'exit')).toEqual([1, null])
})
