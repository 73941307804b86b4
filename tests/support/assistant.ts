import { randomUUID } from 'node:crypto'
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser'
import { createTransport } from 'nodemailer'
import { onTestFinished } from 'vitest'
import { confirmLinks } from '../../src/domain/people/confirm-link.js'
import type { Services } from '../../src/jobs/services.js'
import { type DropOptions, startDropServer } from '../../src/mail/drop-server.js'
import { startWeb } from '../../src/web/server.js'
import { dnsOf, signed } from './dkim.js'
import { runErrands } from './errands.js'
import { type Letter, letter } from './letter.js'
import { type MailDesk, sendingBy } from './mail-desk.js'
import { testSmtp } from './smtp.js'

export const ASSISTANT = 'assistant@lindenhof.test'
const DOMAIN = 'lindenhof.test'

/** The assistant's address of a company: mail goes in over SMTP, answers come out at a mail server of the test's own. */
export type AssistantDesk = {
  services: Services
  webUrl: string
  smtp: Awaited<ReturnType<typeof testSmtp>>
  /** A letter of staff to the assistant, as their server signs it. */
  write(from: string, text: string, more?: Partial<Letter>): Promise<string>
  send(raw: string, from?: string): Promise<unknown>
  work(): Promise<string[]>
  /** All answers that went out, newest last, read as a mail program reads them. */
  answers(): Promise<ParsedMail[]>
  /** Writes, has it answered, and reads the answer. */
  ask(from: string, text: string, more?: Partial<Letter>): Promise<ParsedMail>
}

export async function assistantDesk(desk: MailDesk, options: Partial<DropOptions & { authservId: string }> = {}) {
  const { db, scope } = desk
  // So that the answers of one test don't count in the next.
  desk.clock.advance(3 * 3_600_000)
  const smtp = await testSmtp()
  const resolver = dnsOf(DOMAIN)
  const drop = await startDropServer(
    { db, mailFiles: desk.services.mailFiles, assistant: ASSISTANT, authservId: options.authservId, resolver },
    { host: '127.0.0.1', port: 0, trusted: [], ...options },
  )
  onTestFinished(drop.stop)
  const { catalog, key } = desk.services
  const web = await startWeb({
    host: '127.0.0.1',
    port: 0,
    adminPassword: undefined,
    confirm: { db, catalog, key },
    health: async () => ({ healthy: true, waiting: null }),
  })
  onTestFinished(web.close)
  const services: Services = {
    ...sendingBy(desk, smtp.url),
    assistant: ASSISTANT,
    confirmLink: confirmLinks(key, () => web.url),
    dns: resolver,
  }
  const transport = createTransport({ host: '127.0.0.1', port: drop.port, ignoreTLS: true })
  const write: AssistantDesk['write'] = (from, text, more = {}) => {
    const id = more.id ?? `${randomUUID()}@${DOMAIN}`
    const date = new Date(db.clock.now().getTime() - 60_000).toUTCString().replace('GMT', '+0000')
    return signed(letter({ from, to: ASSISTANT, subject: 'Question', date, text, ...more, id }), DOMAIN)
  }
  const send: AssistantDesk['send'] = (raw, from = 'hugo@lindenhof.test') =>
    transport.sendMail({ envelope: { from, to: ASSISTANT }, raw })
  const work = () => runErrands(db, scope, services)
  const answers = () => Promise.all(smtp.received.map((raw) => simpleParser(raw)))
  const ask: AssistantDesk['ask'] = async (from, text, more) => {
    const before = smtp.received.length
    await send(await write(from, text, more), from)
    await work()
    const said = await answers()
    const newest = said.at(-1)
    if (said.length !== before + 1 || !newest) throw new Error(`${said.length - before} answers to “${text}”`)
    return newest
  }
  return { services, webUrl: web.url, smtp, write, send, work, answers, ask } satisfies AssistantDesk
}

export const recipientsOf = ({ to, cc }: ParsedMail): string[] =>
  [to, cc]
    .flat()
    .flatMap((each) => (each as AddressObject | undefined)?.value.map(({ address }) => address ?? '') ?? [])
