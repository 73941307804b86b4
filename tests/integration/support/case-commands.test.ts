import { describe, expect, it } from 'vitest'
import { supportDesk } from '../../support/support-desk.js'

const desk = await supportDesk()
const { say, press, clock } = desk
const data = async (who: string, text: string) => {
  const answer = await say(who, text)
  expect(answer.ok, answer.reply.headline).toBe(true)
  return answer.reply.data as Record<string, unknown>
}
/** A row but for what every change moves. */
const row = async (ref: string) => {
  const [{ version: _, updated_at: __, ...rest } = {}] = await desk.rows<Record<string, unknown>>(
    'select * from support_case where ref = $1',
    [ref],
  )
  return rest
}

describe('a case', () => {
  it('is opened by hand with its promises, found by its subject, and taken back', async () => {
    const made = await say(
      'anna',
      'case new "Gateway offline" contact:"Ada Lovelace" priority:high note:"It blinks red"',
    )
    expect(made.reply.headline).toBe('New case CASE-1 Gateway offline of Ada Lovelace')
    expect(made.reply.data).toMatchObject({ ref: 'CASE-1', dueAt: '2026-11-25T09:00:00.000Z' })
    const card = await say('sol', 'case show "gateway offline"')
    expect(card.reply.headline).toBe('CASE-1 Gateway offline: new, first reply due in 4 h')
    expect(card.reply.fields).toContainEqual({ label: 'Company', value: { ref: 'CO-1', title: 'Acme' } })
    expect(JSON.stringify(card.reply.sections)).toContain('It blinks red')
    expect((await press('anna', made, 'Undo')).reply.headline).toBe('CASE-1 Gateway offline is gone')
    expect((await say('anna', 'case show CASE-1')).ok).toBe(false)
  })

  it('is the bare noun’s for whom it belongs to, and everybody’s where it is nobody’s', async () => {
    await say('anna', 'case new "Late delivery" company:Acme')
    await say('ben', 'case new "Wrong part" company:Acme priority:urgent owner:ben@lindenhof.test')
    const mine = await say('anna', 'case')
    expect(mine.reply.headline).toBe('You have no open cases')
    expect(mine.reply.notes).toEqual(['1 case is nobody’s yet.'])
    const unassigned = await press('anna', mine, 'Unassigned')
    expect(unassigned.reply).toMatchObject({ headline: 'There is 1 open case that nobody has', data: { count: 1 } })
    expect((await say('ben', 'ticket list')).reply.headline).toBe('You have 1 open case')
    expect((await say('mia', 'case list company:Acme priority:urgent')).reply.headline).toBe(
      'There is 1 open urgent case of Acme',
    )
    expect((await say('anna', 'case list breaching')).reply.headline).toBe(
      'There is 1 open case late or due within two hours',
    )
    expect((await say('anna', 'case list team')).reply.headline).toMatch(/^Your team has/)
  })

  it('is assigned, waits, is set, closed, reopened and merged; each change comes back whole by its Undo', async () => {
    await say('mia', 'team new Support')
    const steps = [
      ['case assign CASE-2', 'CASE-2 Late delivery is yours now'],
      [
        'case set CASE-2 priority:urgent team:Support subject:"Very late delivery"',
        'CASE-2 Very late delivery is changed',
      ],
      ['case wait CASE-2', 'CASE-2 Late delivery waits for the customer'],
      ['case close CASE-2 The driver was ill as:solved', 'CASE-2 Late delivery is closed'],
      ['case merge CASE-2 into:CASE-3', 'CASE-2 Late delivery goes on in CASE-3 Wrong part'],
      ['case assign CASE-2 to:ben@lindenhof.test', 'CASE-2 Late delivery is Ben’s now'],
    ] as const
    for (const [text, headline] of steps) {
      const before = await row('CASE-2')
      clock.advance(600_000)
      const done = await say('anna', text)
      expect(done.reply.headline).toBe(headline)
      expect(await row('CASE-2')).not.toEqual(before)
      clock.advance(60_000)
      const undone = await press('anna', done, 'Undo')
      expect(undone.reply.headline).toBe('CASE-2 Late delivery is as it was')
      expect(await row('CASE-2')).toEqual(before)
    }
  })

  it('has a clock that stands while the customer has the word', async () => {
    await say('anna', 'case wait CASE-2')
    const { due } = await data('anna', 'case show CASE-2')
    clock.advance(86_400_000)
    expect(await data('anna', 'case show CASE-2')).toMatchObject({ due, status: 'waiting' })
    expect(due).toMatch(/^first reply due in .*, paused$/)
    const open = await say('anna', 'case reopen CASE-2')
    expect(open.reply.changes?.[0]).toEqual({ label: 'Status', before: 'waiting', after: 'new' })
    clock.advance(3_600_000)
    expect((await data('anna', 'case show CASE-2'))['due']).not.toBe(due)
  })

  it('refuses what makes no sense, with what to do', async () => {
    await say('anna', 'case close CASE-2')
    expect((await say('anna', 'case wait CASE-2')).reply.headline).toContain('Reopen it first: case reopen CASE-2')
    expect((await say('anna', 'case reply CASE-2 Hello')).reply.headline).toContain('case reopen CASE-2')
    expect((await say('anna', 'case set CASE-3')).reply.headline).toContain('case set CASE-3 priority:high')
    expect((await say('anna', 'case reply CASE-3 Hello')).reply.headline).toContain('Say to:ADDRESS')
    expect((await say('anna', `case reply CASE-3 Hello to:ben@lindenhof.test`)).reply.headline).toContain(
      'case note CASE-3',
    )
    expect((await say('anna', 'case merge CASE-3 into:CASE-3')).ok).toBe(false)
    expect((await say('fay', 'case close CASE-3')).ok).toBe(false)
    expect((await say('anna', 'sla set urgent first:1h')).ok).toBe(false)
  })

  it('goes on in another with its notes, and stands alone again', async () => {
    await say('anna', 'case reopen CASE-2')
    await say('anna', 'case note CASE-2 The driver is called Bo')
    await say('anna', 'case merge CASE-2 into:CASE-3')
    expect(JSON.stringify((await say('ben', 'case show CASE-3')).reply.sections)).toContain('The driver is called Bo')
    expect((await say('anna', 'case reopen CASE-2')).reply.headline).toContain('case unmerge CASE-2')
    const alone = await say('anna', 'case unmerge CASE-2')
    expect(alone.reply.headline).toBe('CASE-2 Late delivery stands alone again')
    expect(JSON.stringify((await say('ben', 'case show CASE-3')).reply.sections)).not.toContain('called Bo')
    expect((await say('anna', 'case history CASE-2')).reply.headline).toMatch(/CASE-2 Late delivery: \d+ changes/)
  })
})

describe('what support promises', () => {
  it('is the company’s to set; clocks that run go on by it, and Undo puts it back', async () => {
    await say('anna', 'case new "Slow" priority:low')
    const before = await row('CASE-4')
    const set = await say('mia', 'sla set low first:2h whole:10h')
    expect(set.reply.changes).toContainEqual({ label: 'Settled within', before: '80 h', after: '10 h' })
    expect(await row('CASE-4')).toMatchObject({ response_minutes: 120, resolution_minutes: 600 })
    const hours = await say('mia', 'sla hours daily from:0 to:24 holidays:worked')
    expect(hours.reply.headline).toBe('Support works Mon–Sun, 0:00–24:00, public holidays too')
    expect((await say('mia', 'sla set low first:20h')).reply.headline).toContain('can’t be due after')
    expect((await say('mia', 'sla hours mon-fry')).reply.headline).toContain('write mon-fri')
    await press('mia', hours, 'Undo')
    expect((await press('mia', set, 'Undo')).ok).toBe(true)
    expect((await row('CASE-4'))['due_at']).toEqual(before['due_at'])
    const shown = await say('anna', 'sla')
    expect(shown.reply.headline).toBe('Support works Mon–Fri, 9:00–17:00, not on public holidays (Europe/Berlin)')
    expect(shown.reply.fields).toContainEqual({ label: 'Mail to', value: 'support@lindenhof.test' })
  })
})

describe('cases with tags and fields of the company’s own', () => {
  it('are made, narrowed, searched, asked about and changed by them, and an undo puts them back', async () => {
    await data('mia', 'field new "Root cause" of:case type:choice choices:"hardware, software"')
    const { ref } = await data('anna', 'case new "Router dead" company:Acme tag:outage root-cause:hardware')
    await data('anna', 'case new "Router slow" company:Acme tag:outage')
    expect(await data('anna', 'case list tag:outage')).toMatchObject({ count: 2 })
    expect(await data('anna', 'case list root-cause:hardware')).toMatchObject({ count: 1, cases: [{ ref }] })
    expect(JSON.stringify(await data('anna', 'search hardware'))).toContain(`"${String(ref)}"`)
    expect(await data('mia', 'report cases root-cause:hardware')).toMatchObject({ rows: [{}] })
    const set = await say('anna', `case set ${String(ref)} tag:-outage,vip root-cause:software`)
    expect(set.reply.changes).toEqual([
      { label: 'Tags', before: 'outage', after: 'vip' },
      { label: 'Root cause', before: 'hardware', after: 'software' },
    ])
    expect((await say('anna', `case show ${String(ref)}`)).reply.fields).toContainEqual({
      label: 'Root cause',
      value: 'software',
    })
    await press('anna', set, 'Undo')
    expect(await data('anna', `case show ${String(ref)}`)).toMatchObject({
      tags: ['outage'],
      fields: { 'root-cause': 'hardware' },
    })
    expect(await data('mia', 'tag list')).toMatchObject({ tags: [{ tag: 'outage', case: 2 }] })
    await data('mia', 'tag rename outage to:down')
    await desk.work(/^records\./)
    expect(JSON.stringify(await data('anna', 'search down'))).toContain(`"${String(ref)}"`)
  })

  it('are assigned and closed together, as far as one may, and one undo takes all of it back', async () => {
    const rows = () =>
      desk.rows(`select status, owner_id, due_at, used_seconds from support_case where 'down' = any(tags) order by ref`)
    const before = await rows()
    clock.advance(3_600_000)
    const preview = await say('anna', 'case bulk tag:down owner:ben@lindenhof.test close:solved resolution:"It is up"')
    expect(preview.reply.headline).toBe('Close 2 cases to Ben?')
    const done = await desk.click('anna', preview.confirm ?? '')
    expect(done.reply.headline).toBe('2 cases closed')
    expect(await data('anna', 'case list tag:down status:closed')).toMatchObject({ count: 2 })
    expect((await press('anna', done, 'Undo')).reply.headline).toBe('2 cases are as before.')
    expect(await rows()).toEqual(before)
    expect((await say('anna', 'case bulk tag:down')).reply.headline).toContain('Say what is to change')
  })
})
