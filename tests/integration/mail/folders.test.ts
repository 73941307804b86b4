import { chmod, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { startDovecot } from '../../../scripts/services/dovecot.js'
import type { DovecotFolders } from '../../../scripts/services/dovecot-config.js'
import { auditMailbox } from '../../../src/mail/audit-mailbox.js'
import { syncMailbox } from '../../../src/mail/sync-mailbox.js'
import { letter } from '../../support/letter.js'
import { asMailProgram, mailWorld } from '../../support/mail.js'
import type { TestMailroom } from '../../support/mailroom.js'
import { CACHE } from '../../support/places.js'
import { serverHome } from '../../support/server-home.js'

const world = await mailWorld()
const { signal } = new AbortController()
const us = 'jo@lindenhof.de'

/** A mailbox on a server of its own whose folders lie as these say, and what the log has of it. */
async function setting(folders: DovecotFolders) {
  const dir = await serverHome('folders')
  const dovecot = await startDovecot({ dir, cacheDir: path.join(CACHE, 'dovecot'), mailboxes: [], folders })
  onTestFinished(async () => {
    await dovecot.stop()
    await rm(dir, { recursive: true, force: true })
  })
  const imap = { host: '127.0.0.1', port: dovecot.imapPort }
  const room: TestMailroom = { imap, smtp: imap, password: dovecot.sharedPassword, freshAddress: () => us }
  const company = await world.newCompany()
  const mailbox = await company.mailbox(room, us)
  /** One mail in each folder, called like it; a folder that isn't there is made. */
  const fill = (paths: readonly string[], address = us) =>
    asMailProgram(room, address, async (client) => {
      for (const each of paths) {
        await client.mailboxCreate(each).catch(() => undefined)
        await client.append(
          each,
          Buffer.from(letter({ id: `${Buffer.from(each).toString('hex')}@x`, from: 'ada@acme.com', to: us })),
        )
      }
    })
  const logged = async () => {
    expect(await syncMailbox(world.deps, mailbox, { signal })).toMatchObject({ failed: 0 })
    expect(await auditMailbox(world.deps, company.scope, mailbox, signal)).toMatchObject({ missing: 0, extra: 0 })
    const rows = await company.read(
      ({ sql, scope }) => sql<{ place: string }[]>`
        select l.folder || ' ' || count(*) as place from message_location l
         where l.workspace_id = ${scope.workspaceId} group by l.folder order by 1`,
    )
    return rows.map(({ place }) => place)
  }
  return { dir, room, company, mailbox, fill, logged }
}

it('a server without special-use flags: bins, drafts and spam are known by their names, in any language and all of them', async () => {
  const { fill, logged } = await setting({ separator: '/', special: {} })
  const notLogged = [
    'Papierkorb',
    'Gelöschte Elemente',
    'Deleted Items',
    'Corbeille',
    'Éléments supprimés',
    'Cestino',
    'Papelera',
    'Prullenbak',
    'Kosz',
    'Удаленные',
    'ゴミ箱',
    'Entwürfe',
    'Brouillons',
    'Bozze',
    'Borradores',
    'Concepten',
    'Черновики',
    'Spam',
    'Junk',
    'Junk-E-Mail',
    'Courrier indésirable',
    'Posta indesiderata',
    'Correo no deseado',
    'Ongewenste e-mail',
    'Спам',
  ]
  const isLogged = [
    'INBOX',
    'Gesendet',
    'Gesendete Elemente',
    'Envoyés',
    'Posta inviata',
    'Enviados',
    'Archiv',
    'Kunden',
  ]
  await fill([...notLogged, ...isLogged])
  expect(await logged()).toEqual(isLogged.map((each) => `${each} 1`).toSorted())
})

it('a name says what a folder is for at the top alone: drafts of contracts are somebody’s work', async () => {
  const { fill, logged } = await setting({ separator: '/', special: {} })
  await fill(['Contracts/Drafts', 'Kunden/Papierkorb GmbH', 'Clients/Spam', 'Trash/2025', 'INBOX'])
  expect(await logged()).toEqual(['Clients/Spam 1', 'Contracts/Drafts 1', 'INBOX 1', 'Kunden/Papierkorb GmbH 1'])
})

it('flags of the server and leftovers of other programs: neither bin is logged', async () => {
  const { fill, logged } = await setting({
    separator: '/',
    special: { Trash: 'Trash', Sent: 'Sent', Wichtig: 'Flagged' },
  })
  await fill(['Trash', 'Deleted Items', 'Sent', 'Sent Items', 'Wichtig', 'Important'])
  expect(await logged()).toEqual(['Important 1', 'Sent 1', 'Sent Items 1'])
})

it('everything below the inbox, with a dot between: bins are found there, nested folders and their parents too', async () => {
  const { room, fill, logged } = await setting({ separator: '.', prefix: 'INBOX.', special: { Sent: 'Sent' } })
  await asMailProgram(room, us, async (client) => {
    for (const each of await client.list()) expect(each.delimiter).toBe('.')
  })
  await fill(['INBOX', 'INBOX.Sent', 'INBOX.Trash', 'INBOX.Trash.Old', 'INBOX.Entwürfe', 'INBOX.Jahr.2026.Größe & Maß'])
  expect(await logged()).toEqual(['INBOX 1', 'INBOX.Jahr.2026.Größe & Maß 1', 'INBOX.Sent 1'])
})

it('parents that can’t be opened hold children that can, whatever stands between them', async () => {
  const { room, fill, logged } = await setting({ separator: '^', special: {} })
  await fill(['Jahr^2026^Nord', 'Papierkorb^Alt'])
  await asMailProgram(room, us, async (client) => {
    const flags = new Map((await client.list()).map((each) => [each.path, each.flags]))
    expect(flags.get('Jahr^2026')?.has('\\Noselect')).toBe(true)
    expect(flags.get('Papierkorb')?.has('\\Noselect')).toBe(true)
  })
  expect(await logged()).toEqual(['Jahr^2026^Nord 1'])
})

it('Gmail: one mail in the inbox, All Mail and under labels is one mail, and no label is walked again', async () => {
  const { room, company, logged } = await setting({
    separator: '/',
    special: {
      '[Gmail]/All Mail': 'All',
      '[Gmail]/Gesendet': 'Sent',
      '[Gmail]/Papierkorb': 'Trash',
      '[Gmail]/Spam': 'Junk',
      '[Gmail]/Entwürfe': 'Drafts',
      '[Gmail]/Markiert': 'Flagged',
    },
  })
  const put = (id: string, from: string, to: string, folders: readonly string[]) =>
    asMailProgram(room, us, async (client) => {
      for (const folder of folders) {
        await client.mailboxCreate(folder).catch(() => undefined)
        await client.append(folder, Buffer.from(letter({ id, from, to })))
      }
    })
  await put('in@x', 'ada@acme.com', us, ['INBOX', '[Gmail]/All Mail', 'Kunden', 'Kunden/Nord', '[Gmail]/Markiert'])
  await put('out@x', us, 'ada@acme.com', ['[Gmail]/All Mail', '[Gmail]/Gesendet'])
  await put('archived@x', 'ada@acme.com', us, ['[Gmail]/All Mail', 'Kunden'])
  await put('bin@x', 'ada@acme.com', us, ['[Gmail]/Papierkorb', '[Gmail]/Spam', '[Gmail]/Entwürfe'])
  expect(await logged()).toEqual(['INBOX 1', '[Gmail]/All Mail 3'])
  const rows = await company.read(
    ({ sql, scope }) => sql<{ key: string }[]>`
      select message_key as key from message where workspace_id = ${scope.workspaceId} order by 1`,
  )
  expect(rows.map(({ key }) => key)).toEqual(['archived@x', 'in@x', 'out@x'])
})

it('what others share is not this mailbox’s mail', async () => {
  const publicDir = await mkdtemp(path.join(os.tmpdir(), 'daybook-public-'))
  onTestFinished(() => rm(publicDir, { recursive: true, force: true }))
  await chmod(publicDir, 0o777) // Dovecot reads mail as another user where it is started by root
  const { room, fill, logged } = await setting({ separator: '/', special: {}, publicDir })
  await fill(['INBOX', 'Public relations', 'Public/Support'], us)
  await asMailProgram(room, us, async (client) => {
    expect((await client.list()).map((each) => each.path)).toContain('Public/Support')
  })
  expect(await logged()).toEqual(['INBOX 1', 'Public relations 1'])
})
