import { beforeAll, describe, expect, test } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import type { Answer } from '../../../src/bots/commands/request.js'
import { textOf } from '../../support/slack.js'
import { closeWorld } from '../close/close-world.js'

// A Friday noon in Berlin.
const world = await closeWorld('2026-11-27T11:00:00Z')
const { slack, clock, db, scope } = world
const catalog = await loadCatalog()

const give = (who: string, input: { text: string } | { action: string }): Promise<Answer> =>
  dispatch(
    { db, catalog },
    { who: { workspaceId: scope.workspaceId, staffId: world.staff[who] ?? '', via: 'terminal' }, input },
  )
async function say(who: string, text: string) {
  const answer = await give(who, { text })
  expect(answer.ok, `${text}: ${answer.reply.headline}`).toBe(true)
  return answer.reply
}
const refuse = async (who: string, text: string) => {
  const answer = await give(who, { text })
  expect(answer.ok, text).toBe(false)
  return `${answer.reply.headline} ${answer.reply.text ?? ''}`
}
const press = (who: string, reply: Answer['reply'], label: string) =>
  give(who, { action: reply.actions?.find((action) => action.label === label)?.id ?? label })
const titles = (reply: Answer['reply']) => reply.sections?.map(({ title }) => title)
const tasks = async (who: string, text = 'task') =>
  ((await say(who, text)).data as { tasks: { ref: string; text: string; due: string | null }[] }).tasks

/** What the app has written to a person by itself. */
const heard = async (name: string) => (await slack.stored(name)).filter((message) => message.user === slack.bot)
const at = async (instant: string): Promise<void> => {
  clock.set(new Date(instant))
  await world.change((tx) => tx.outbox('task.remind', {}))
  await world.work()
}

beforeAll(async () => {
  await say('sally', 'company new "Acme Industries"')
  await say('sally', 'contact new "Ada Lovelace" email:ada@acme.test company:Acme')
  await say('sally', 'deal new "Acme renewal" company:Acme amount:50k')
})

describe('a task', () => {
  test('is made about any record, stands on its card, and is finished, reopened and put off, each with its undo', async () => {
    const made = await say('sally', 'task new Send the contract about:"Acme ren" due:today')
    expect(made).toMatchObject({ headline: 'TODO-1 Send the contract', data: { about: 'DEAL-1', due: '2026-11-27' } })
    expect(titles(await say('sally', 'deal show DEAL-1'))).toEqual(['To do'])
    const done = await say('sally', 'task done "send the"')
    expect(await tasks('sally')).toEqual([])
    expect(titles(await say('sally', 'company show Acme'))).toContain('Recent activity')
    expect((await press('sally', done, 'Undo')).reply.headline).toBe('TODO-1 is open again: Send the contract')
    const off = await say('sally', 'task snooze TODO-1')
    // The day after is a Saturday.
    expect(off.headline).toBe('Put off until 30 Nov 2026: Send the contract')
    expect((await press('sally', off, 'Undo')).ok).toBe(true)
    expect(await tasks('sally')).toMatchObject([{ ref: 'TODO-1', due: '2026-11-27' }])
    expect(await refuse('sally', 'task snooze TODO-1 until:yesterday')).toContain('not later than today')
    expect(await refuse('sally', 'task reopen TODO-1')).toContain('open already')
  })

  test('needs no record and no day; taken back it is gone', async () => {
    const made = await say('sally', 'task new "Water the plants"')
    expect(await tasks('sally')).toMatchObject([{ ref: 'TODO-1' }, { ref: 'TODO-2', due: null }])
    expect((await press('sally', made, 'Undo')).reply.headline).toBe('The task is gone.')
    expect(await refuse('sally', 'task done TODO-2')).toContain("can't find a task")
  })

  test('is its owner’s, and that of who gave it, who sees it among what they gave; the owner hears of it', async () => {
    await say('max', 'task new "Call Ada" about:CT-1 for:sally@lindenhof.test due:2026-11-30')
    expect(await tasks('max')).toEqual([])
    expect(await tasks('max', 'task list given')).toMatchObject([{ text: 'Call Ada' }])
    expect(await refuse('fay', 'task done TODO-3')).toContain("can't find a task “TODO-3”")
    expect(await refuse('sally', 'task set TODO-3')).toContain('What is to change?')
    await world.work()
    expect((await heard('sally')).at(-1)?.text).toBe('Max gave you TODO-3: Call Ada')
    const moved = await say('max', 'task set TODO-3 what:"Call Ada Lovelace" due:2026-12-01')
    expect(moved.changes?.map(({ label }) => label)).toEqual(['What', 'Due'])
    expect((await press('max', moved, 'Undo')).ok).toBe(true)
    expect(await tasks('sally')).toMatchObject([{ due: '2026-11-27' }, { text: 'Call Ada', due: '2026-11-30' }])
  })

  test('is shown a page at a time', async () => {
    for (let n = 1; n <= 21; n += 1) await say('tokyo', `task new "Thing ${n}"`)
    const first = await say('tokyo', 'task')
    expect(first).toMatchObject({ headline: 'You have 21 open tasks', table: { more: 1 } })
    const next = await press('tokyo', first, 'Next 1')
    expect(next.reply.table?.rows).toHaveLength(1)
    expect(next.reply.actions?.map(({ label }) => label)).toContain('Previous')
  })
})

describe('a reminder', () => {
  test('comes once, in the owner’s morning of a working day, with what is due and the next steps of deals', async () => {
    await say('sally', 'deal next DEAL-1 Ask for the order by:2026-11-29')
    const before = (await heard('sally')).length
    await at('2026-11-29T10:00:00Z') // a Sunday
    await at('2026-11-30T07:45:00Z') // Monday, 8:45 in Berlin
    expect(await heard('sally')).toHaveLength(before)
    await at('2026-11-30T08:00:00Z')
    await at('2026-11-30T08:15:00Z')
    expect(await heard('sally')).toHaveLength(before + 1)
    const message = (await heard('sally')).at(-1)
    expect(message?.text).toBe('3 things wait for you today')
    const said = textOf({ text: '', blocks: message?.blocks ?? [] })
    for (const part of [
      'Overdue',
      'Send the contract (TODO-1, DEAL-1 Acme renewal',
      'Today',
      'Call Ada',
      'Next steps',
      'Ask for the order',
    ])
      expect(said).toContain(part)
    // Nothing of theirs has a day.
    expect(await heard('tokyo')).toEqual([])
  })

  test('follows in place when its button is pressed', async () => {
    const [before] = (await heard('sally')).slice(-1)
    await slack.as('sally').click({ channel: before?.channel ?? '', ts: before?.ts ?? '' }, 'Done: Send the contract')
    await slack.as('sally').sees(/TODO-1 is done/)
    await world.work()
    const after = (await heard('sally')).find(({ ts }) => ts === before?.ts)
    expect(after?.text).toBe('2 things wait for you today')
  })

  test('waits for who is away', async () => {
    await say('sally', 'task set TODO-3 due:today')
    await world.change((tx) =>
      tx.prisma.staff.updateMany({ where: { name: 'Sally' }, data: { awayUntil: new Date('2026-12-01') } }),
    )
    const before = (await heard('sally')).length
    await at('2026-12-01T09:00:00Z')
    expect(await heard('sally')).toHaveLength(before)
    await at('2026-12-02T09:00:00Z')
    expect(await heard('sally')).toHaveLength(before + 1)
  })
})

describe('what is logged', () => {
  test.each([
    ['log DEAL-1 They want two years', 'Noted on DEAL-1 Acme renewal'],
    ['log call "Ada Lovelace" She signs on Friday on:yesterday', 'Call logged on CT-1 Ada Lovelace'],
    ['log meeting "Acme Industries" With their board', 'Meeting logged on CO-1 Acme Industries'],
  ])('%s', async (text, headline) => {
    const logged = await say('sally', text)
    expect(logged.headline).toBe(headline)
    expect((await press('sally', logged, 'Show')).reply.sections?.map(({ title }) => title)).toContain(
      'Recent activity',
    )
    expect((await press('sally', logged, 'Undo')).ok).toBe(true)
  })

  test('asks which record is meant, and refuses a day to come', async () => {
    expect(await refuse('sally', 'log Acme hello')).toContain('Which record do you mean by “Acme”?')
    expect(await refuse('sally', 'log DEAL-1 hello on:2027-01-05')).toContain('still to come')
    expect(await refuse('sally', 'log "Nobody Here" hello')).toContain("can't find a record")
  })
})

test('a deal given to somebody is told to them, not to who takes it', async () => {
  const before = (await heard('sally')).length
  await say('max', 'deal assign DEAL-1 to:me')
  await say('max', 'deal assign DEAL-1 to:sally@lindenhof.test')
  await world.work()
  expect((await heard('sally')).at(-1)?.text).toBe('DEAL-1 Acme renewal is yours now')
  expect(await heard('sally')).toHaveLength(before + 1)
  expect((await heard('max')).map(({ text }) => text)).not.toContain('DEAL-1 Acme renewal is yours now')
})

test('deals that change hands together are told in one message', async () => {
  for (let n = 1; n <= 8; n += 1) await say('max', `deal new "Handed ${n}" company:Acme amount:${n}k`)
  const before = (await heard('sally')).length
  const { confirm } = await give('max', { text: 'deal bulk "owner:me" owner:sally@lindenhof.test' })
  expect(await give('max', { action: confirm ?? '' })).toMatchObject({ ok: true })
  await world.work()
  const told = (await heard('sally')).slice(before)
  expect(told.map(({ text }) => text)).toEqual(['8 deals are yours now'])
  expect(textOf(told[0] as never)).toContain('… and 2 more')
  expect((await heard('max')).map(({ text }) => text)).not.toContain('8 deals are yours now')
})

test('whoever is told can ask why, mute its kind, and hear of it again', async () => {
  const told = async () => (await heard('sally')).length
  const give = async () => {
    await say('max', 'deal assign DEAL-1 to:me')
    await say('max', 'deal assign DEAL-1 to:sally@lindenhof.test')
    await world.work()
  }
  expect(JSON.stringify((await heard('sally')).at(-1)?.blocks)).toContain('Why am I seeing this?')
  const why = await say('sally', 'notice why kind:deal-assigned')
  expect(why.headline).toBe('You own the deal now.')
  const before = await told()
  const muted = (await press('sally', why, 'Mute these')).reply
  await give()
  expect(await told()).toBe(before)
  expect((await press('sally', muted, 'Undo')).ok).toBe(true)
  await give()
  expect(await told()).toBe(before + 1)
  expect(await refuse('sally', 'notice mute kind:close-reminder')).toContain('kind')
})

test('a task is not moved by a button under what it was before a colleague changed it, which says who did', async () => {
  const given = await say('max', 'task new "Send the terms" for:sally@lindenhof.test due:2027-01-08')
  const { ref } = given.data as { ref: string }
  const made = await say('sally', `task show ${ref}`)
  await say('max', `task set ${ref} due:2027-01-15`)
  const late = await press('sally', made, 'Next working day')
  expect(late).toMatchObject({ ok: false, reply: { headline: expect.stringMatching(/^Max changed due on/) } })
  expect((await tasks('sally')).find((task) => task.ref === ref)?.due).toBe('2027-01-15')
})

test('who takes over from a colleague who leaves hears of it once, and what stands in the chat is theirs', async () => {
  await say('max', 'task new "Call the leaver’s customer" for:sally@lindenhof.test due:today')
  await world.work()
  const before = (await heard('max')).length
  const { confirm } = await give('ada', { text: 'staff leave sally@lindenhof.test to:max@lindenhof.test' })
  expect(await give('ada', { action: confirm ?? '' })).toMatchObject({ ok: true })
  await world.work()
  const told = (await heard('max')).slice(before)
  expect(told.map(({ text }) => text)).toEqual(['Sally has left, and you took over'])
  const [message] = told
  expect(textOf(message as never)).toContain('Open deals')
  expect(JSON.stringify(message?.blocks)).toContain('My deals')
  const rows = await world.read(
    ({ sql }) => sql<{ kind: string }[]>`select kind from outbox where kind in ('staff.left', 'task.changed')`,
  )
  expect(rows.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['staff.left', 'task.changed']))
})
