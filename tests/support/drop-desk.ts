import { generateKeyPairSync } from 'node:crypto'
import { createTransport } from 'nodemailer'
import { onTestFinished } from 'vitest'
import { startDropServer } from '../../src/mail/drop-server.js'
import { letter } from './letter.js'
import { type MailCompany, mailWorld } from './mail.js'

const DROP = 'log@lindenhof.example'

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

/** The name service of a world in which lindenhof.example signs its mail, and sends from 192.0.2.7 alone. */
const resolver = async (name: string, type: string) => {
  const key = publicKey.replace(/-----[^-]+-----|\s/g, '')
  if (type === 'TXT' && name === 'key1._domainkey.lindenhof.example') return [[`v=DKIM1; k=rsa; p=${key}`]]
  if (type === 'TXT' && name === 'lindenhof.example') return [['v=spf1 ip4:192.0.2.7 -all']]
  if (type === 'TXT' && name === 'here.example') return [['v=spf1 ip4:127.0.0.1 -all']]
  throw Object.assign(new Error(`no ${type} of ${name}`), { code: 'ENOTFOUND' })
}

/** A world of mail with a drop server for each company, whose domain signs its mail. At the top of a test file. */
export async function dropDesk() {
  const world = await mailWorld()
  const setting = async (trusted: readonly string[] = ['127.0.0.1']) => {
    const company = await world.newCompany()
    await company.staff('jo@lindenhof.example', 'Jo Lind')
    const server = await startDropServer(
      { ...world.deps, address: DROP, resolver },
      { host: '127.0.0.1', port: 0, trusted },
    )
    onTestFinished(server.stop)
    const slug = await company.read(
      ({ sql, scope }) => sql<{ slug: string }[]>`select slug from workspace where id = ${scope.workspaceId}`,
    )
    const to = `log+${slug[0]?.slug}@lindenhof.example`
    const transport = createTransport({ host: '127.0.0.1', port: server.port, secure: false, ignoreTLS: true })
    const send = (raw: string, from = 'jo@lindenhof.example') => transport.sendMail({ envelope: { from, to }, raw })
    return { company, server, send, to }
  }
  return { world, setting, privateKey }
}

export const stored = (company: MailCompany) =>
  company.read(async ({ sql, scope }) => {
    const rows = await sql<{ key: string; from: string; subject: string; text: string; places: string }[]>`
      select m.message_key as key, m.from_address as from, m.subject, m.text,
             (select string_agg(b.kind || ' ' || l.folder, ', ' order by b.kind, l.folder) from message_location l
               join mailbox b on b.id = l.mailbox_id where l.message_id = m.id) as places
        from message m where m.workspace_id = ${scope.workspaceId} order by 1`
    return [...rows]
  })

export const toCustomer = letter({
  id: 'bcc@x',
  from: 'Jo <jo@lindenhof.example>',
  to: 'ada@acme.com',
  subject: 'Offer',
})
