import { type ParsedMail, simpleParser } from 'mailparser'
import { expect, onTestFinished, test } from 'vitest'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { stopLinks } from '../../../src/domain/reports/stop-link.js'
import { startWeb } from '../../../src/web/server.js'
import { runErrands } from '../../support/errands.js'
import { mailDesk, sendingBy } from '../../support/mail-desk.js'
import { testSmtp } from '../../support/smtp.js'
import { until } from '../../support/until.js'

const desk = await mailDesk([
  { name: 'hugo', roles: ['admin', 'sales', 'finance'] },
  { name: 'fay', roles: ['sales'], slack: false },
])
const hugo = desk.slack.as('hugo')
await desk.change((tx) => createCompany(tx, { name: 'Acme', currency: 'EUR' }), 'hugo')
await hugo.asks('/deal new "Acme renewal" company:Acme amount:50k', /Acme renewal/)

test('who gets one by mail stops it from the mail, each for themselves; with the last reader it ends', async () => {
  const smtp = await testSmtp()
  const { db } = desk
  const { key } = desk.services
  const health = async () => ({ healthy: true, waiting: null })
  const web = await startWeb({ host: '127.0.0.1', port: 0, adminPassword: undefined, stop: { db, key }, health })
  onTestFinished(web.close)
  await hugo.click(
    await hugo.asks('/report schedule pipeline daily to:cto@outside.test,fay@lindenhof.test', /out of the company to/),
    'Send it to cto@outside.test',
  )
  const readers = () =>
    desk.rows<{ id: string }>(
      `select r.id from report_recipient r join report_schedule s on s.workspace_id = r.workspace_id and s.id = r.schedule_id
       where s.id = (select max(id::text)::uuid from report_schedule) and s.stopped_at is null`,
    )
  await until(async () => expect(await readers()).toHaveLength(2))
  const services = { ...sendingBy(desk, smtp.url), stopLink: stopLinks(key, () => 'https://daybook.test') }
  const sentOn = async (day: number) => {
    desk.clock.advance(day * 24 * 3_600_000)
    const before = smtp.received.length
    await desk.change((tx) => tx.outbox('report.send', {}))
    await runErrands(db, desk.scope, services, { kinds: /^report\.send$/ })
    return await Promise.all(smtp.received.slice(before).map((raw) => simpleParser(raw)))
  }
  const stopOf = (mails: readonly ParsedMail[], address: string): string => {
    const mail = mails.find(({ to }) => JSON.stringify(to).includes(address))
    const list = mail?.headers.get('list') as { unsubscribe?: { url: string }; 'unsubscribe-post'?: { name: string } }
    expect(list['unsubscribe-post']?.name, 'RFC 8058').toBe('List-Unsubscribe=One-Click')
    const href = list.unsubscribe?.url ?? ''
    expect(mail?.text, 'to be seen as well').toContain(`No more of these mails:\n${href}`)
    return href.replace('https://daybook.test', web.url)
  }
  const mails = await sentOn(3)
  const outside = stopOf(mails, 'cto@outside.test')
  const asked = await (await fetch(outside)).text()
  expect(asked).toContain('Stop these mails to cto@outside.test?')
  expect(await readers(), 'opening does nothing').toHaveLength(2)
  const pressed = await fetch(outside, {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  })
  expect(await pressed.text()).toContain('You get no more of these mails')
  const next = await sentOn(7)
  expect(JSON.stringify(next.map(({ to }) => to))).not.toContain('cto@outside.test')
  expect(await (await fetch(outside, { method: 'POST' })).text(), 'twice is once').toContain('You get no more')
  expect((await fetch(`${outside}x`, { method: 'POST' })).status).toBe(404)
  await fetch(stopOf(next, 'fay@lindenhof.test'), { method: 'POST' })
  expect(await readers()).toEqual([])
})
