import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import { mailLinks } from '../../../src/domain/correspondence/mail-link.js'
import { startWeb, type Web } from '../../../src/web/server.js'
import { letter } from '../../support/letter.js'
import { mailDesk } from '../../support/mail-desk.js'

const desk = await mailDesk([
  { name: 'dana', roles: ['sales'] },
  { name: 'max', roles: ['manager'] },
  { name: 'hugo', roles: ['department'] },
])
const shared = await desk.mailbox('info@lindenhof.test')
const closed = await desk.mailbox('max@lindenhof.test', 'metadata')
const { key, mailFiles } = desk.services

const HTML =
  '<h1>Offer</h1><script>alert(1)</script><img src="https://track.test/1.gif"><img src="cid:logo@x"><p>Dear Dana</p>'
const offer = letter({
  id: 'offer@acme.com',
  from: 'Ada <ada@acme.com>',
  to: 'info@lindenhof.test',
  subject: 'Offer <now> & here',
  headers: { 'Content-Type': 'multipart/mixed; boundary="b"' },
  text: `--b\nContent-Type: text/html; charset=utf-8\n\n${HTML}\n--b\nContent-Type: image/png\nContent-ID: <logo@x>\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--b\nContent-Type: text/html\nContent-Disposition: attachment; filename="Prüfung.html"\nContent-Transfer-Encoding: base64\n\n${Buffer.from('<script>alert(2)</script>').toString('base64')}\n--b--`,
})

let web: Web
const catalog = await loadCatalog()
beforeAll(async () => {
  web = await startWeb({
    host: '127.0.0.1',
    port: 0,
    mail: { db: desk.db, key, mailFiles },
    adminPassword: undefined,
    health: async () => ({ healthy: true, waiting: null }),
  })
  await desk.arrive(shared, [offer])
  await desk.arrive(closed, [
    letter({ id: 'secret@acme.com', from: 'ada@acme.com', to: 'max@lindenhof.test', subject: 'Secret' }),
  ])
})
afterAll(() => web.close())

const ask = (who: string, text: string) =>
  dispatch(
    { db: desk.db, catalog, mailLink: mailLinks(key, () => web.url) },
    { who: { workspaceId: desk.scope.workspaceId, staffId: desk.staff[who] ?? '', via: 'slack' }, input: { text } },
  )

async function linkFor(who: string): Promise<string> {
  const [thread] = await desk.rows<{ ref: string }>("select ref from thread where subject like 'Offer%'")
  const { ok, reply } = await ask(who, `thread html ${thread?.ref}`)
  expect(ok).toBe(true)
  return (reply.data as { url: string }).url
}

describe('a mail in the browser', () => {
  it('opens by a link from Slack, as its sender made it, with nothing that runs or fetches', async () => {
    const response = await fetch(await linkFor('dana'))
    const page = await response.text()
    expect(response.status).toBe(200)
    expect(page).toContain('Offer &lt;now&gt; &amp; here')
    expect(page).toContain('Dear Dana')
    expect(page).toContain('data:image/png;base64,')
    expect(page).toContain('1 picture from elsewhere not shown')
    expect(page).not.toMatch(/alert\(1\)|track\.test/)
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; img-src data:/)
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(response.headers.get('cache-control')).toContain('no-store')
  })

  it('gives its attachments as files that no browser runs', async () => {
    const page = await (await fetch(await linkFor('dana'))).text()
    const [, href = ''] = /<a href="([^"]+)">Prüfung\.html<\/a>/.exec(page) ?? []
    const response = await fetch(new URL(href, web.url))
    expect(await response.text()).toBe('<script>alert(2)</script>')
    expect(response.headers.get('content-type')).toBe('application/octet-stream')
    expect(response.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''Pr%C3%BCfung.html")
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('is closed to an altered, a foreign and an old link, all alike', async () => {
    const url = await linkFor('dana')
    const body = url.split('open=')[1]?.split('.')[0] ?? ''
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>
    const forged = Buffer.from(JSON.stringify({ ...claims, staffId: desk.staff['max'] })).toString('base64url')
    const statuses = [
      await fetch(url.replace(body, forged)),
      await fetch(`${url}x`),
      await fetch(`${web.url}/mail?open=nonsense`),
      await fetch(`${web.url}/mail?open=a&open=b`),
    ].map(({ status }) => status)
    expect(statuses).toEqual([404, 404, 404, 404])
    desk.clock.advance(10 * 60_000 + 1)
    expect((await fetch(url)).status).toBe(404)
  })

  it('is closed to who may not see it: by command, and by a link made before', async () => {
    expect((await ask('hugo', 'thread html offer')).ok).toBe(false)
    const [secret] = await desk.rows<{ ref: string }>("select ref from thread where subject = 'Secret'")
    expect((await ask('dana', `thread html ${secret?.ref}`)).ok).toBe(false)
    expect((await ask('max', `thread html ${secret?.ref}`)).ok).toBe(true)
    const url = await linkFor('dana')
    expect((await fetch(url)).status).toBe(200)
    await desk.change((tx) => tx.prisma.mailbox.updateMany({ where: { id: shared }, data: { visibility: 'subject' } }))
    expect((await fetch(url)).status).toBe(404)
    await desk.change((tx) => tx.prisma.mailbox.updateMany({ where: { id: shared }, data: { visibility: 'full' } }))
    await desk.change((tx) => tx.prisma.staff.updateMany({ where: { name: 'Dana' }, data: { active: false } }))
    expect((await fetch(url)).status).toBe(404)
  })
})
