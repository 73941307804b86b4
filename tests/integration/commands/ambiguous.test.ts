import { expect, test } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { lookupFor } from '../../../src/bots/commands/look-up.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import { withSession } from '../../../src/bots/commands/session.js'
import { settle, takeOrder } from '../../../src/bots/commands/take-order.js'
import { putSearchDocuments } from '../../../src/db/search-document.js'
import { nameKey } from '../../../src/lib/name-key.js'
import { foundedCompany } from '../../support/company.js'
import { sampleValues } from '../../support/sample-values.js'
import { seedRecords, type Whose } from '../../support/seeded-company.js'

// Two of everything, called the same: a change that names one by that must ask which, whatever the command.

const catalog = await loadCatalog()
const company = await foundedCompany(['ada', 'mate', 'other'].map((name) => ({ name, roles: ['admin'] })))
const { ada = '', mate = '', other = '' } = company.staff
const TWIN = 'Twin Renewal'
const records = await seedRecords(company, catalog, { own: ada, team: mate, other, intruder: other }, (whose: Whose) =>
  whose === 'team' || whose === 'other' ? TWIN : null,
)
await company.change((tx) =>
  putSearchDocuments(
    tx,
    [...records].flatMap(([kind, all]) => Object.values(all).map((record) => ({ kind, ...record, body: [] }))),
  ),
)

const changing = [...catalog.commands.values()].filter(({ risk }) => risk !== 'read')
const as = { workspaceId: company.scope.workspaceId, staffId: ada, via: 'terminal' as const }

/** The same name; its beginning; another case; nearly the same. */
const WORDS = [TWIN, 'twin ren', 'TWIN  RENEWAL', 'Twin Renewall', 'Twn Renewal']

test('a change never picks among records that are called alike', async () => {
  const picked: string[] = []
  const asked = new Set<string>()
  let named = 0
  await withSession({ db: company.db, catalog }, as, async (session, read) => {
    for (const command of changing)
      for (const [key, param] of Object.entries(command.params)) {
        if (param.type !== 'record') continue
        const kind = param.record && catalog.kinds.get(param.record)
        // A kind whose names are unique, or that is named by its reference alone, has no namesakes.
        const lookup = kind && lookupFor(kind, { read, asker: session.context.asker, command })
        if (!kind || !lookup || (await kind.findByName(lookup, nameKey(TWIN), 5)).length < 2) continue
        named += 1
        const given = sampleValues(command, records)
        for (const words of WORDS) {
          const taken = await settle(session, read, command, { ...given, [key]: words })
          if ('order' in taken) picked.push(`${command.name} takes one ${param.record} for ${key}:"${words}"`)
          else if ('answer' in taken && (taken.answer.reply.actions ?? []).length > 1) asked.add(param.record ?? '')
        }
      }
  })
  expect(picked).toEqual([])
  expect(named).toBeGreaterThan(80)
  expect([...asked]).toEqual(expect.arrayContaining(['company', 'contact', 'deal', 'invoice']))
})

test.each([
  'move twin renewal to negotiation',
  'deal win Twin',
  'please assign twin renewal to mate',
  'win "Twin Renewal"',
])('“%s” is asked about, not done', async (text) => {
  const taken = await withSession({ db: company.db, catalog }, as, (session, read) =>
    takeOrder(session, read, { text }),
  )
  expect(taken).toMatchObject({ answer: { ok: false } })
})

const says = (who: string, input: { text: string } | { action: string }) =>
  dispatch({ db: company.db, catalog }, { who: { ...as, staffId: who }, input })

test('reading asks once: what was chosen is remembered for whoever chose, said, and forgotten on request', async () => {
  const asked = await says(ada, { text: 'company show twin renewal' })
  expect(asked).toMatchObject({ ok: false, reply: { headline: expect.stringContaining('Which company') as unknown } })
  const second = asked.reply.actions?.[1]
  const shown = await says(ada, { action: second?.id ?? '' })
  expect(shown.ok).toBe(true)
  const again = await says(ada, { text: 'company show "Twin  Renewal"' })
  expect(again.reply.headline).toBe(shown.reply.headline)
  expect(again.reply.notes?.join()).toContain('as you chose before')

  expect(await says(mate, { text: 'company show twin renewal' })).toMatchObject({ ok: false })
  expect(await says(ada, { text: 'company note "twin renewal" hello' })).toMatchObject({ ok: false })
  // A change that was chosen is no memory for the next one, nor for reading.
  const change = await says(ada, { text: 'deal win twin renewal' })
  await says(ada, { action: change.reply.actions?.[0]?.id ?? '' })
  expect(await says(ada, { text: 'deal show twin renewal' })).toMatchObject({ ok: false })

  expect((await says(ada, { text: 'forget twin renewal' })).reply.headline).toContain('1 choice forgotten')
  expect(await says(ada, { text: 'company show twin renewal' })).toMatchObject({ ok: false })
  await says(ada, { text: 'undo' })
  expect((await says(ada, { text: 'company show twin renewal' })).reply.headline).toBe(shown.reply.headline)
})
