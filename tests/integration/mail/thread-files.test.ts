import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import { runCommand } from '../../../src/bots/terminal/run-command.js'
import { saveFiles } from '../../../src/cli/save-files.js'
import { mailLinks } from '../../../src/domain/correspondence/mail-link.js'
import { setThreadPrivate } from '../../../src/domain/correspondence/private-thread.js'
import { attachmentOf } from '../../../src/mail/open-mail.js'
import { startWeb, type Web } from '../../../src/web/server.js'
import { mailDesk } from '../../support/mail-desk.js'
import { parcel } from '../../support/parcel.js'

const desk = await mailDesk([
  { name: 'dana', roles: ['sales'] },
  { name: 'max', roles: ['manager'] },
  { name: 'hugo', roles: ['department'] },
])
const shared = await desk.mailbox('info@lindenhof.test')
const closed = await desk.mailbox('max@lindenhof.test', 'subject')
const { key, mailFiles } = desk.services
const catalog = await loadCatalog()
const { db, scope } = desk
const folder = await mkdtemp(path.join(os.tmpdir(), 'daybook-save-'))
let web: Web

const html = { name: 'run.html', bytes: Buffer.from('<script>alert(1)</script>'), type: 'text/html' }
const pdf = { name: '../../evil\u202e.pdf', bytes: Buffer.from('%PDF-1.7'), type: 'application/pdf' }

beforeAll(async () => {
  web = await startWeb({
    host: '127.0.0.1',
    port: 0,
    mail: { db, key, mailFiles },
    adminPassword: undefined,
    health: async () => ({ healthy: true, waiting: null }),
  })
  await desk.arrive(shared, [
    parcel({ id: '1@acme.com', from: 'Ada <ada@acme.com>', to: 'info@lindenhof.test', subject: 'Offer' }, [html]),
    parcel(
      {
        id: '2@acme.com',
        from: 'Ada <ada@acme.com>',
        to: 'info@lindenhof.test',
        subject: 'Re: Offer',
        inReplyTo: '1@acme.com',
      },
      [pdf],
    ),
  ])
  await desk.arrive(closed, [
    parcel({ id: '3@acme.com', from: 'ada@acme.com', to: 'max@lindenhof.test', subject: 'Salary' }, [html]),
  ])
})
afterAll(async () => {
  await web.close()
  await rm(folder, { recursive: true })
})

const whoIs = (name: string, via: 'slack' | 'terminal') => ({
  workspaceId: scope.workspaceId,
  staffId: desk.staff[name] ?? '',
  via,
})
const ask = (who: string, text: string) =>
  dispatch({ db, catalog, mailLink: mailLinks(key, () => web.url) }, { who: whoIs(who, 'slack'), input: { text } })
const type = (who: string, text: string, more: { json?: boolean; save?: boolean } = {}) =>
  runCommand(
    { db, catalog, readAttachment: (as, mail, id) => attachmentOf({ db, mailFiles }, as, mail, id) },
    whoIs(who, 'terminal'),
    text,
    {
      width: 100,
      colour: false,
      timeZone: 'UTC',
      json: more.json ?? false,
      yes: false,
      ...(more.save && { save: (files) => saveFiles(folder, files) }),
    },
  )
const urlsOf = async (who: string, text: string) =>
  ((await ask(who, text)).reply.actions ?? []).flatMap(({ do: does }) => ('url' in does ? [does.url] : []))

describe('the files of a thread', () => {
  it('are listed with a link for the asker alone, and saved, never shown, by a browser', async () => {
    const { reply } = await ask('dana', 'thread show offer')
    expect(reply.actions?.map(({ label, typed }) => `${label}: ${typed}`)).toContain('Files: thread files MAIL-1')
    const listed = await ask('dana', 'thread files offer')
    expect(listed.reply).toMatchObject({
      headline: 'Offer: 2 files',
      data: {
        files: [
          { number: 1, mail: 1 },
          { number: 2, mail: 2 },
        ],
      },
    })
    const [first = ''] = await urlsOf('dana', 'thread files offer')
    const response = await fetch(first)
    expect(await response.text()).toBe('<script>alert(1)</script>')
    expect(response.headers.get('content-disposition')).toMatch(/^attachment;/)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-type')).toBe('application/octet-stream')
    const [second = ''] = await urlsOf('dana', 'thread file offer number:2')
    expect(await (await fetch(second)).text()).toBe('%PDF-1.7')
    expect((await ask('dana', 'thread file offer')).reply.headline).toMatch(/2 files: say which/)
    await desk.work(/^mail\.attachments$/)
    expect(await (await fetch(first)).text()).toBe('<script>alert(1)</script>')
  })

  it('that one may not see are answered like files that aren’t there', async () => {
    const none = await ask('dana', 'thread file offer number:9')
    const hidden = await ask('dana', 'thread file salary')
    expect(hidden.ok).toBe(false)
    expect(hidden.reply.headline).toBe(none.reply.headline)
    expect((await ask('dana', 'thread files salary')).reply).toMatchObject({
      headline: expect.stringMatching(/: 0 files$/),
      data: { files: [] },
    })
    expect((await ask('max', 'thread file salary')).ok).toBe(true)
    expect((await ask('hugo', 'thread files offer')).ok).toBe(false)
    expect((await type('dana', 'thread file salary', { save: true })).code).toBe(1)
    expect(await readdir(folder)).toEqual([])
  })

  it('of a private thread are there for its holders alone, by a link that was made before too', async () => {
    const [url = ''] = await urlsOf('max', 'thread file salary')
    expect((await fetch(url)).status).toBe(200)
    await desk.change((tx) => tx.prisma.mailbox.updateMany({ where: { id: closed }, data: { visibility: 'full' } }))
    const [before = ''] = await urlsOf('dana', 'thread file salary')
    expect((await fetch(before)).status).toBe(200)
    const [thread] = await desk.rows<{ id: string }>("select id from thread where subject = 'Salary'")
    await desk.change((tx) =>
      tx.prisma.mailbox.updateMany({ where: { id: closed }, data: { staffId: desk.staff['max'] ?? '' } }),
    )
    await desk.change((tx) => setThreadPrivate(tx, thread?.id ?? '', desk.staff['max'] ?? '', true))
    expect((await fetch(before)).status).toBe(404)
    expect((await ask('dana', 'thread file MAIL-2')).reply.headline).toMatch(/^I can't find/)
    expect((await fetch(url)).status).toBe(200)
  })

  it('are written into a folder by the terminal, under harmless names, over nothing that is there', async () => {
    expect((await type('dana', 'thread files offer')).out).toContain('thread file MAIL-1 number:2')
    expect((await type('dana', 'thread file offer number:2')).out).toContain('File: ')
    const saved = await type('dana', 'thread file offer number:2', { save: true })
    expect(saved.out).toContain(`Saved as ${path.join(folder, 'evil.pdf')}`)
    const again = JSON.parse((await type('dana', 'thread file offer number:2', { save: true, json: true })).out) as {
      reply: { files: { savedAs: string }[] }
    }
    const place = again.reply.files[0]?.savedAs ?? ''
    expect(place).toBe(path.join(folder, 'evil (2).pdf'))
    expect(await readFile(place, 'utf8')).toBe('%PDF-1.7')
  })
})
