import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import type { Answer, Input } from '../../../src/bots/commands/request.js'
import { readWorkspace } from '../../../src/db/sql-workspace.js'
import { loadDemo } from '../../../src/demo/load-demo.js'
import { listStaff } from '../../../src/domain/people/staff-store.js'
import { handClock } from '../../../src/lib/clock.js'
import { freshDatabase } from '../../support/database.js'
import { openTestDatabase } from '../../support/open-test-database.js'
import { ROOT } from '../../support/places.js'

const catalog = await loadCatalog()
type Say = (who: string, input: Input) => Promise<Answer>

/** What the README's section has typed, by whom: `2. As Daniel Frost: …` and the lines that begin with a slash. */
async function typedBy(section: string): Promise<{ who: string; text: string }[]> {
  const readme = await readFile(path.join(ROOT, 'README.md'), 'utf8')
  const [, text = ''] = readme.split(`### ${section}\n`)
  const steps = (text.split(/^#/m)[0] ?? '').split(/^\d+\. /m).slice(1)
  return steps.flatMap((step) =>
    [...step.matchAll(/^ +(\/.+)$/gm)].map(([, line = '']) => ({ who: /As (\w+)/.exec(step)?.[1] ?? '', text: line })),
  )
}

/** The demo company on a day, and its people. */
async function demoOn(anchor: string): Promise<Say> {
  const db = openTestDatabase(await freshDatabase(), handClock(new Date(`${anchor}T12:00:00Z`)))
  const { workspaceId } = await loadDemo(db, { anchor, closeChannel: 'C0FINANCE0' })
  const staff = await readWorkspace(db, { workspaceId, actorId: null, via: 'terminal' }, listStaff)
  return async (who, input) => {
    const staffId = staff.find(({ name }) => name.startsWith(`${who} `))?.id ?? ''
    return dispatch({ db, catalog }, { who: { workspaceId, staffId, via: 'terminal' }, input })
  }
}

// In the second half of a month the bills are of this month, in the first they would be of the one that is closed.
describe.each(['2026-11-30', '2027-01-04'])('the demo that begins on %s', (anchor) => {
  test('has its month closed as the README says', async () => {
    const say = await demoOn(anchor)
    const why = JSON.stringify((await say('Daniel', { text: '/close why' })).reply, plain)
    expect(why).toContain('Accrue BILL-4…')
    expect(why).not.toMatch(/Accrue BILL-[^4]/)
    const typed = await typedBy('Close the month')
    expect(typed.map(({ who }) => who)).toEqual(expect.arrayContaining(['Laura', 'Daniel', 'Helen']))
    for (const { who, text } of typed.filter((each) => each.text !== '/close done "sign off"')) {
      const answer = await say(who, { text })
      expect(answer, `${who}: ${text}: ${answer.reply.headline}`).toMatchObject({ ok: true })
      if (answer.confirm) expect(await say(who, { action: answer.confirm })).toMatchObject({ ok: true })
      if (text !== '/bank show LINE-1') continue
      const fee = answer.reply.actions?.find(({ label }) => label.endsWith('is the bank’s fee'))
      expect(await say(who, { action: fee?.id ?? '' })).toMatchObject({ ok: true })
    }
    expect((await say('Daniel', { text: '/bank lines' })).reply.headline).toBe('0 bank lines to match')
    expect((await say('Daniel', { text: '/invoice show DRAFT-203' })).ok).toBe(true)
    expect((await say('Daniel', { text: '/invoice show DRAFT-204' })).ok).toBe(false)
  })
})

const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value)
