import { expect, test } from 'vitest'
import { mailDesk } from '../../support/mail-desk.js'
import { until } from '../../support/until.js'

const desk = await mailDesk([{ name: 'sam', roles: ['sales'] }])
const sam = desk.slack.as('sam')

test('who closes a card before its button is answered sees the change on Home, and hears of no interruption', async () => {
  await sam.asks('task new "Call Acme back" due:today')
  const home = await sam.home()
  await sam.clickView(home, 'Open')
  const card = await sam.modal((view) => JSON.stringify(view).includes('Call Acme back'))
  await desk.slack.fault({ on: 'call', name: 'views.update', kind: 'error', error: 'not_found' })
  await sam.clickView(card, 'Done')
  await until(async () => expect(JSON.stringify((await sam.state()).home)).toContain('Done: '))
  await until(async () => expect(await desk.rows('select from inbound_event where handled_at is null')).toHaveLength(0))
})
