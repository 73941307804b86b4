import { readFile, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { connect as connectTls, type PeerCertificate, TLSSocket } from 'node:tls'
import { createTransport } from 'nodemailer'
import { expect, it, onTestFinished } from 'vitest'
import doctor from '../../../src/cli/verbs/doctor.js'
import { readConfig } from '../../../src/config.js'
import { startDropServer } from '../../../src/mail/drop-server.js'
import { type TestCertificate, testCertificate } from '../../support/certificate.js'
import { letter } from '../../support/letter.js'
import { mailWorld } from '../../support/mail.js'
import { memoryTerminal } from '../cli/memory-terminal.js'

const world = await mailWorld()
const DROP = 'log@lindenhof.example'

async function dropOf(certificate?: TestCertificate): Promise<number> {
  const options = { host: '127.0.0.1', port: 0, trusted: ['127.0.0.1'], certificate }
  const server = await startDropServer({ ...world.deps, address: DROP }, options)
  onTestFinished(server.stop)
  return server.port
}

/** A conversation by hand: what the server answers to each line, the greeting first. */
async function talk(
  port: number,
  lines: readonly string[],
): Promise<{ said: string[][]; peer: PeerCertificate | null }> {
  const plain = connect(port, '127.0.0.1')
  let socket: typeof plain | TLSSocket = plain
  const answer = () =>
    new Promise<string[]>((resolve, reject) => {
      const got: string[] = []
      const reader = createInterface({ input: socket, terminal: false })
      socket.once('error', reject)
      reader.on('line', (line) => {
        got.push(line)
        if (!/^\d{3} /.test(line)) return
        reader.close()
        resolve(got)
      })
    })
  const said = [await answer()]
  for (const line of lines) {
    socket.write(`${line}\r\n`)
    said.push(await answer())
    if (line !== 'STARTTLS' || !said.at(-1)?.[0]?.startsWith('220')) continue
    socket = connectTls({ socket: plain, rejectUnauthorized: false, servername: 'mx.lindenhof.example' })
    await new Promise<void>((resolve, reject) => {
      socket.once('secureConnect', resolve)
      socket.once('error', reject)
    })
  }
  const peer = socket instanceof TLSSocket ? socket.getPeerCertificate() : null
  socket.destroy()
  return { said, peer }
}

const EHLO = 'EHLO client.example'

it('offers STARTTLS with its certificate, announces the size, and has no AUTH, encrypted or not', async () => {
  const certificate = await testCertificate('mx.lindenhof.example')
  const port = await dropOf(certificate)
  const { said, peer } = await talk(port, [EHLO, 'AUTH PLAIN AGEAYg==', 'STARTTLS', EHLO, 'AUTH PLAIN AGEAYg=='])
  const [, before, authBefore, , after, authAfter] = said
  expect(before?.join()).toMatch(/STARTTLS/)
  expect(before?.join()).toMatch(/SIZE 41943040/)
  expect(after?.join()).not.toMatch(/STARTTLS/)
  expect([before, after].join()).not.toMatch(/AUTH/)
  for (const refused of [authBefore, authAfter]) expect(refused?.[0]).toMatch(/^5/)
  expect(peer?.subject.CN).toBe('mx.lindenhof.example')
})

it('takes a mail over TLS from a client that insists on it and checks the name; without a certificate that client goes away', async () => {
  const certificate = await testCertificate('mx.lindenhof.example')
  const company = await world.newCompany()
  await company.staff('jo@lindenhof.example', 'Jo Lind')
  const [workspace] = await company.read(
    ({ sql, scope }) => sql<{ slug: string }[]>`select slug from workspace where id = ${scope.workspaceId}`,
  )
  const envelope = { from: 'jo@lindenhof.example', to: `log+${workspace?.slug}@lindenhof.example` }
  const raw = letter({ id: 'tls@x', from: 'jo@lindenhof.example', to: 'ada@acme.com' })
  const send = async (port: number) =>
    createTransport({
      host: '127.0.0.1',
      port,
      requireTLS: true,
      tls: { ca: await readFile(certificate.certFile), servername: 'mx.lindenhof.example' },
    }).sendMail({ envelope, raw })
  await send(await dropOf(certificate))
  const stored = await company.read(
    ({ sql, scope }) => sql`select 1 from message where workspace_id = ${scope.workspaceId} and message_key = 'tls@x'`,
  )
  expect(stored).toHaveLength(1)
  const bare = await dropOf()
  expect((await talk(bare, [EHLO])).said.join()).not.toMatch(/STARTTLS|AUTH/)
  await expect(send(bare)).rejects.toThrow(/STARTTLS/i)
})

it('takes a renewed certificate without a restart, and keeps the old one when the new pair does not fit', async () => {
  const certificate = await testCertificate('old.lindenhof.example')
  const port = await dropOf(certificate)
  const nameNow = async () => (await talk(port, [EHLO, 'STARTTLS'])).peer?.subject.CN
  expect(await nameNow()).toBe('old.lindenhof.example')
  await certificate.renew('new.lindenhof.example')
  expect(await nameNow()).toBe('new.lindenhof.example')
  await writeFile(certificate.keyFile, 'half a file')
  expect(await nameNow()).toBe('new.lindenhof.example')
  await expect(dropOf(certificate)).rejects.toMatchObject({ code: 'invalid' })
})

it('is told by the doctor: not offered, offered until when, ending soon, not fitting', async () => {
  const examine = async (more: Record<string, string>) => {
    const { terminal, said } = memoryTerminal(true)
    const env = {
      DAYBOOK_HOME: '/nonexistent/daybook',
      DATABASE_URL: 'postgres://u@127.0.0.1:1/x',
      LOG_LEVEL: 'silent',
    }
    const config = readConfig({ ...env, DROP_ADDRESS: DROP, ...more })
    await doctor.run({ config, terminal, words: [], options: {} })
    const { findings } = JSON.parse(said.join('')) as { findings: { check: string; ok: boolean; detail: string }[] }
    return findings.find(({ check }) => check === 'STARTTLS')
  }
  const files = ({ certFile, keyFile }: TestCertificate) => ({ DROP_TLS_CERT: certFile, DROP_TLS_KEY: keyFile })
  expect(await examine({})).toMatchObject({ ok: true, detail: expect.stringContaining('not offered') as unknown })
  const good = await testCertificate('mx.lindenhof.example')
  expect(await examine(files(good))).toMatchObject({
    ok: true,
    detail: expect.stringMatching(/for mx\.lindenhof\.example until \d{4}-\d\d-\d\d/) as unknown,
  })
  const soon = await testCertificate('mx.lindenhof.example', 3)
  expect(await examine(files(soon))).toMatchObject({ ok: false, detail: expect.stringContaining('ends on') as unknown })
  const other = await testCertificate('mx.lindenhof.example')
  expect(await examine({ ...files(good), DROP_TLS_KEY: other.keyFile })).toMatchObject({ ok: false })
  expect(await examine({ ...files(good), DROP_TLS_KEY: '/nonexistent/key.pem' })).toMatchObject({
    ok: false,
    detail: expect.stringContaining('DROP_TLS_KEY') as unknown,
  })
})
