import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { ASSISTANT, assistantDesk } from '../support/assistant.js'
import { childScript } from '../support/child-script.js'
import { openErrands } from '../support/errands.js'
import { mailDesk } from '../support/mail-desk.js'
import { until } from '../support/until.js'

const KILLS = 8
/** Within this a child is killed after it began: answering takes about as long. */
const LATEST_KILL_MS = 500

const desk = await mailDesk([{ name: 'hugo', roles: ['admin', 'sales'] }])
const HUGO = 'hugo@lindenhof.test'

type Desk = Awaited<ReturnType<typeof assistantDesk>>

/** A worker that begins to answer the command that waits. */
async function startChild(at: Desk) {
  const waiting = await openErrands(desk.db, desk.scope, desk.clock.now())
  const errand = waiting.find(({ kind }) => kind === 'mail.command')
  const { database, scope, clock } = desk
  const script = await childScript(path.join(import.meta.dirname, 'command-child.ts'))
  const args = [database.url('daybook_app'), database.url('daybook_reader'), scope.workspaceId, errand?.id ?? '']
  const more = [at.smtp.url, ASSISTANT, clock.now().toISOString()]
  const child = spawn(process.execPath, [...script, ...args, ...more], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const closed = once(child, 'close')
  await once(child.stdout, 'data')
  return { child, closed }
}

const countOf = async (name: string) => (await desk.rows('select 1 from company where name = $1', [name])).length

/** Whatever the killed worker left behind is done by the next one, and what was answered is true. */
async function finish(at: Desk, name: string): Promise<void> {
  desk.clock.advance(3 * 3_600_000)
  await at.work()
  const answers = await at.answers()
  expect(new Set(answers.map(({ messageId }) => messageId)).size).toBe(1)
  const [answer] = answers
  const made = await countOf(name)
  expect(made).toBeLessThanOrEqual(1)
  if (/New company/.test(answer?.text ?? '')) expect(made).toBe(1)
  else expect(answer?.text).toContain('I was interrupted')
  const before = answers.length
  await at.work()
  expect(at.smtp.received).toHaveLength(before)
}

/** Of another sound each: a company whose name is nearly another's is asked about first. */
const NAMES = ['Amber', 'Bistro Nove', 'Cedar', 'Dunlin', 'Ember & Sons', 'Fjord', 'Gorse', 'Hazel', 'Ivy', 'Juniper']

it('a command by mail whose worker is killed is done once or not at all, and its sender is told the truth', {
  timeout: 600_000,
}, async () => {
  for (let kill = 0; kill < KILLS; kill += 1) {
    const at = await assistantDesk(desk)
    const name = NAMES[kill % NAMES.length] ?? ''
    await at.send(await at.write(HUGO, `company new "${name}" currency:EUR`), HUGO)
    const { child, closed } = await startChild(at)
    await sleep(Math.random() * LATEST_KILL_MS)
    child.kill('SIGKILL')
    await closed
    await finish(at, name)
  }
})

it('one that was done and whose answer hangs at the mail server is not done again', async () => {
  const at = await assistantDesk(desk)
  at.smtp.next(['stall'])
  await at.send(await at.write(HUGO, 'company new "Stalled" currency:EUR'), HUGO)
  const { child, closed } = await startChild(at)
  await until(() => expect(at.smtp.received).toHaveLength(1))
  expect(await countOf('Stalled')).toBe(1)
  child.kill('SIGKILL')
  await closed
  await finish(at, 'Stalled')
  expect((await at.answers())[0]?.text).toContain('New company')
})
