import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import type { Answer } from '../../../src/bots/commands/request.js'
import { inWorkspace } from '../../../src/db/in-workspace.js'
import { readWorkspace } from '../../../src/db/sql-workspace.js'
import { linkSlack } from '../../../src/domain/people/link-slack.js'
import { makePace } from '../../../src/lib/pace.js'
import { foundTestCompany, type TestCompany, testDatabase } from './company.js'
import { staffCatalog } from './staff-commands.js'

const database = await testDatabase()
let company: TestCompany
let admin: string
let seller: string
let dana: string

beforeAll(async () => {
  company = await foundTestCompany(database, staffCatalog)
  admin = await company.hire('Ada Admin', 'admin')
  seller = await company.hire('Sam Seller', 'sales')
})
beforeEach(async () => {
  dana = await company.hire(`Dana ${company.db.ids.next().slice(-6)}`, 'support')
})

const button = ({ reply }: Answer, label: string): string => {
  const found = reply.actions?.find((action) => action.label === label)?.id
  if (!found) throw new Error(`no button ${label} on "${reply.headline}"`)
  return found
}
const nameOf = async (id: string): Promise<string> => {
  const scope = { workspaceId: company.workspaceId, actorId: null, via: 'terminal' } as const
  const rows = await readWorkspace(company.db, scope, ({ sql }) => sql`select name from staff where id = ${id}`)
  return String(rows[0]?.['name'])
}
const emailOf = async (id: string) => `${(await nameOf(id)).toLowerCase().replace(/\W+/g, '.')}@lindenhof.test`
const rename = async (as: string, to: string) => company.ask(as, `staff rename ${await emailOf(dana)} to:"${to}"`)

describe('reversible', () => {
  test('done at once, with before and after, an audit reference and an Undo', async () => {
    const was = await nameOf(dana)
    const answer = await rename(admin, 'Dana Fox')
    expect(answer).toMatchObject({
      ok: true,
      reply: { headline: `${was} is now Dana Fox`, changes: [{ label: 'Name', before: was, after: 'Dana Fox' }] },
    })
    expect(answer.reply.reference).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/)
    const scope = { workspaceId: company.workspaceId, actorId: null, via: 'terminal' } as const
    const rows = await readWorkspace(
      company.db,
      scope,
      ({ sql }) =>
        sql`select actor_id, via, before ->> 'name' as before from audit_log where reference = ${answer.reply.reference ?? ''}`,
    )
    expect(rows).toMatchObject([{ actor_id: admin, via: 'terminal', before: was }])
    expect(await company.ask(admin, { action: button(answer, 'Undo') })).toMatchObject({ ok: true })
    expect(await nameOf(dana)).toBe(was)
  })

  test('an Undo is used once', async () => {
    const undo = button(await rename(admin, 'Once'), 'Undo')
    const both = await Promise.all([company.ask(admin, { action: undo }), company.ask(admin, { action: undo })])
    expect(both.filter((answer) => answer.ok)).toHaveLength(1)
    const again = await company.ask(admin, { action: undo })
    expect(again).toMatchObject({ ok: false, reply: { headline: 'You took back this already at 10:00.' } })
  })

  test('an Undo is refused once somebody changed the same, and says who did what', async () => {
    const second = await company.hire(`Bo ${company.db.ids.next().slice(-6)}`, 'admin')
    const undo = button(await rename(admin, 'First'), 'Undo')
    await company.ask(second, `staff rename "First" to:"Second"`)
    const answer = await company.ask(admin, { action: undo })
    expect(answer.ok).toBe(false)
    expect(answer.reply.headline).toMatch(/^Bo \w+ changed name at 10:00\. This undo is no longer safe/)
    expect(await nameOf(dana)).toBe('Second')
  })

  test('typing undo presses the last Undo that one was given', async () => {
    const was = await nameOf(dana)
    await rename(admin, 'Typed')
    expect(await company.ask(seller, 'undo')).toMatchObject({ ok: false })
    expect(await company.ask(admin, 'undo')).toMatchObject({ ok: true, reply: { headline: `Typed is now ${was}` } })
    expect(await nameOf(dana)).toBe(was)
  })
})

describe('undo after what can’t be taken back', () => {
  test('passes over nothing: it says so, and offers the change before', async () => {
    const was = await nameOf(dana)
    await rename(admin, 'Before')
    const promote = 'staff promote sam.seller@lindenhof.test raise:5k'
    const { confirm = '' } = await company.ask(admin, promote)
    const promoted = await company.ask(admin, { action: confirm })
    const answer = await company.ask(admin, 'undo')
    expect(answer.ok).toBe(false)
    expect(answer.reply.headline).toBe(`Your last change can’t be taken back: “${promoted.reply.headline}”`)
    expect(await nameOf(dana)).toBe('Before')
    expect(await company.ask(admin, { action: button(answer, 'Take that one back') })).toMatchObject({ ok: true })
    expect(await nameOf(dana)).toBe(was)
    await rename(admin, 'Before')
    await company.ask(admin, { action: (await company.ask(admin, promote)).confirm ?? '' })
    expect(await company.ask(admin, 'undo earlier')).toMatchObject({ ok: true })
    expect(await nameOf(dana)).toBe(was)
  })
})

describe('consequential', () => {
  const promote = async (as = admin) => company.ask(as, `staff promote ${await emailOf(dana)} raise:5k`)
  const titleOf = async () => {
    const scope = { workspaceId: company.workspaceId, actorId: null, via: 'terminal' } as const
    const rows = await readWorkspace(company.db, scope, ({ sql }) => sql`select title from staff where id = ${dana}`)
    return rows[0]?.['title']
  }

  test('is shown first, says how it was read, and done on confirmation alone', async () => {
    const preview = await promote()
    expect(preview.reply.notes).toEqual(['Raise 5,000.00 EUR.'])
    expect(preview.confirm).toBe(button(preview, 'Promote'))
    expect(await titleOf()).toBeNull()
    expect(await company.ask(admin, { action: preview.confirm ?? '' })).toMatchObject({ ok: true })
    expect(await titleOf()).toBe('Director')
  })

  test('two confirmations at once do it once', async () => {
    const { confirm = '' } = await promote()
    const both = await Promise.all([company.ask(admin, { action: confirm }), company.ask(admin, { action: confirm })])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    const late = await company.ask(admin, { action: confirm })
    expect(late.reply.headline).toBe('You settled this already at 10:00.')
  })

  test('what changed since is shown again instead of done', async () => {
    const preview = await promote()
    const scope = { workspaceId: company.workspaceId, actorId: null, via: 'setup' } as const
    await inWorkspace(company.db, scope, (tx) =>
      tx.prisma.staff.updateMany({ where: { id: dana }, data: { title: 'Engineer' } }),
    )
    const answer = await company.ask(admin, { action: preview.confirm ?? '' })
    expect(answer).toMatchObject({ ok: false, reply: { fields: [{ value: 'Engineer' }, {}] } })
    expect(answer.reply.text).toContain('This changed since it was shown. Nothing was done')
    expect(await titleOf()).toBe('Engineer')
    expect(await company.ask(admin, { action: answer.confirm ?? '' })).toMatchObject({ ok: true })
  })

  test('a record that moved in ways the preview does not show stops it as well', async () => {
    const preview = await promote()
    await rename(admin, 'Moved')
    const answer = await company.ask(admin, { action: preview.confirm ?? '' })
    expect(answer.reply.headline).toMatch(/^You changed name at 10:00\./)
    expect(await titleOf()).toBeNull()
  })

  test('a cancelled preview can’t be confirmed', async () => {
    const preview = await promote()
    expect(await company.ask(admin, { action: button(preview, 'Cancel') })).toMatchObject({
      reply: { headline: 'Cancelled. Nothing was done.' },
    })
    expect(await company.ask(admin, { action: preview.confirm ?? '' })).toMatchObject({ ok: false })
    expect(await titleOf()).toBeNull()
  })

  test('a preview is good for half an hour', async () => {
    const preview = await promote()
    company.clock.advance(31 * 60_000)
    const answer = await company.ask(admin, { action: preview.confirm ?? '' })
    company.clock.advance(-31 * 60_000)
    expect(answer.reply.headline).toMatch(/preview is too old/)
    expect(await titleOf()).toBeNull()
  })

  test('the clicker’s permission counts', async () => {
    const preview = await promote()
    const answer = await company.ask(seller, { action: preview.confirm ?? '' })
    const nonsense = await company.ask(seller, { action: company.db.ids.next() })
    expect(answer).toEqual(nonsense)
    expect(await titleOf()).toBeNull()
  })
})

describe('permission', () => {
  test('lacking it looks exactly like a record that is not there', async () => {
    const email = await emailOf(dana)
    const lacking = await company.ask(seller, `staff rename ${email} to:X`)
    const missing = await company.ask(admin, `staff rename ${email.replace('dana', 'nobody')} to:X`)
    const plain = (answer: Answer) =>
      JSON.stringify(answer).replaceAll(email, '#').replaceAll(email.replace('dana', 'nobody'), '#')
    expect(plain(lacking)).toBe(plain(missing))
    expect(lacking.reply.headline).toBe(`I can't find a colleague “${email}” that you may rename.`)
  })

  test('another workspace’s person, record and button do not exist', async () => {
    const other = await foundTestCompany(database, staffCatalog)
    const stranger = await other.hire('Stella Stranger', 'admin')
    const undo = button(await rename(admin, 'Ours'), 'Undo')
    expect(await other.ask(stranger, { action: undo })).toEqual(
      await other.ask(stranger, { action: company.db.ids.next() }),
    )
    const found = await other.ask(stranger, `staff show ${dana}`)
    expect(found).toMatchObject({ ok: false })
    expect(await other.ask(admin, 'help')).toMatchObject({
      ok: false,
      reply: { headline: 'You are not a member of staff here.' },
    })
    expect((await other.ask(stranger, 'search Ours')).reply.headline).toMatch(/^Nothing/)
  })

  test('help and its nearest words name only what one may do', async () => {
    const said = JSON.stringify(await company.ask(seller, 'staff help'))
    expect(said).toContain('staff show')
    expect(said).not.toContain('staff rename')
    const near = await company.ask(seller, 'staff renmae')
    expect(JSON.stringify(near)).not.toMatch(/staff rename/)
  })
})

describe('records', () => {
  test('a name shared by several is a question for a change, with a button each', async () => {
    const twins = [
      await company.hire('Kim Twin', 'sales'),
      await company.hire('Kim Twin', 'support', 'kim@lindenhof.test'),
    ]
    const question = await company.ask(admin, 'staff rename "kim twin" to:"Kim One" from:tomorrow')
    expect(question).toMatchObject({ ok: false, reply: { headline: 'Which colleague do you mean by “kim twin”?' } })
    expect(question.reply.table?.rows).toHaveLength(2)
    const [first] = question.reply.actions ?? []
    expect(await company.ask(admin, { action: first?.id ?? '' })).toMatchObject({ ok: true })
    expect((await Promise.all(twins.map(nameOf))).filter((name) => name === 'Kim One')).toHaveLength(1)
  })

  test('a mistyped name is picked by a reading command and offered by a change', async () => {
    const id = await company.hire('Wilhelmina Oppenheimer', 'sales')
    const shown = await company.ask(seller, 'staff show wilhelmna oppenheimer')
    expect(shown).toMatchObject({ ok: true, reply: { headline: 'Wilhelmina Oppenheimer' } })
    expect(shown.reply.notes?.join()).toContain('“wilhelmna oppenheimer” as')
    const change = await company.ask(admin, 'staff rename "wilhelmna oppenheimer" to:Mina')
    expect(change.ok).toBe(false)
    expect(change.reply.headline).toMatch(/Did you mean one of these\?$/)
    expect(await nameOf(id)).toBe('Wilhelmina Oppenheimer')
    expect(await company.ask(admin, { action: change.reply.actions?.[0]?.id ?? '' })).toMatchObject({ ok: true })
    expect(await nameOf(id)).toBe('Mina')
  })

  test('me, a beginning and a verified mention are people', async () => {
    const scope = { workspaceId: company.workspaceId, actorId: null, via: 'setup' } as const
    await inWorkspace(company.db, scope, (tx) => linkSlack(tx, seller, 'U0SELLER'))
    for (const words of ['me', 'sam', '@sam', '<@U0SELLER>', '<@U0SELLER|sam>', 'SAM.seller@lindenhof.test'])
      expect(await company.ask(seller, `staff show ${words}`)).toMatchObject({
        ok: true,
        reply: { headline: 'Sam Seller' },
      })
  })

  test('search finds what the asker may see, by kind', async () => {
    const found = await company.ask(seller, 'search seller')
    expect(found.reply.sections).toMatchObject([{ title: 'Colleagues' }])
  })
})

describe('what is missing or wrong', () => {
  test('a missing value is asked for with the usage and a form', async () => {
    const answer = await company.ask(admin, `staff rename ${await emailOf(dana)}`)
    expect(answer).toMatchObject({
      ok: false,
      reply: {
        headline: 'staff rename needs: new name.',
        text: '`staff rename [colleague] to:[new name] (from:[from])`',
        actions: [{ label: 'Open the form' }],
      },
    })
  })

  test('a mistyped verb offers the nearest, and the button does it with all that was typed', async () => {
    const answer = await company.ask(admin, `staff renmae ${await emailOf(dana)} to:"Fine Again"`)
    expect(answer.ok).toBe(false)
    expect(await company.ask(admin, { action: answer.reply.actions?.[0]?.id ?? '' })).toMatchObject({ ok: true })
    expect(await nameOf(dana)).toBe('Fine Again')
  })

  test('a fault is a sentence with a reference; the cause stays in the log', async () => {
    const answer = await company.ask(seller, 'staff fault')
    expect(answer.ok).toBe(false)
    expect(answer.reply.headline).toBe('Something went wrong on our side. Nothing was changed.')
    expect(answer.reply.reference).toMatch(/^[0-9A-Z]{8}$/)
    expect(JSON.stringify(answer)).not.toContain('secret')
  })
})

test('one person is answered so often, and the next one as ever', async () => {
  const deps = { ...company.deps, pace: makePace({ most: 2, perMs: 60_000 }) }
  const ask = (staffId: string) =>
    dispatch(deps, { who: { workspaceId: company.workspaceId, staffId, via: 'slack' }, input: { text: 'help' } })
  expect([(await ask(admin)).ok, (await ask(admin)).ok]).toEqual([true, true])
  expect(await ask(admin)).toMatchObject({
    ok: false,
    reply: { headline: expect.stringContaining('in a moment') as unknown },
  })
  expect((await ask(seller)).ok).toBe(true)
})
