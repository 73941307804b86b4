import { expect } from 'vitest'
import { dispatch } from '../../src/bots/commands/dispatch.js'
import type { OpenedFile } from '../../src/bots/commands/files.js'
import { loadCatalog } from '../../src/bots/commands/registry.js'
import type { Answer } from '../../src/bots/commands/request.js'
import { createCompany } from '../../src/domain/crm/create-company.js'
import { createContact } from '../../src/domain/crm/create-contact.js'
import { keptFiles } from '../../src/kept-files.js'
import { letter } from './letter.js'
import { type MailDesk, mailDesk } from './mail-desk.js'

const catalog = await loadCatalog()

export const SUPPORT = 'support@lindenhof.test'

/** A company with a support mailbox, a customer (Ada of Acme), and people of support who give commands by their names. */
export type SupportDesk = MailDesk & {
  support: string
  /** `attached`: what comes with the words, as a file in Slack does. */
  say(who: string, text: string, attached?: readonly OpenedFile[]): Promise<Answer>
  click(who: string, action: string): Promise<Answer>
  /** The button of an answer that says so. */
  press(who: string, answer: Answer, label: string): Promise<Answer>
  /** Ada writes to support just now, and what follows from it is done. Answers the Message-ID. */
  ada(subject: string, more?: Readonly<Record<string, unknown>>): Promise<string>
  cases(): Promise<{ ref: string; status: string; subject: string }[]>
}

export async function supportDesk(options: { live?: boolean } = {}): Promise<SupportDesk> {
  const people = [
    { name: 'anna', roles: ['support'] },
    { name: 'ben', roles: ['support'] },
    { name: 'mia', roles: ['manager', 'admin'] },
    { name: 'sol', roles: ['sales'] },
    { name: 'fay', roles: ['finance'], slack: false },
  ]
  const desk = await mailDesk(people, options)
  const support = await desk.mailbox(SUPPORT)
  const acme = await desk.change((tx) => createCompany(tx, { name: 'Acme', currency: 'EUR', domains: ['acme.com'] }))
  await desk.change((tx) =>
    createContact(tx, { name: 'Ada Lovelace', addresses: ['ada@acme.com'], companyId: acme.id }),
  )
  const give = (who: string, input: { text: string } | { action: string }, attached: readonly OpenedFile[] = []) =>
    dispatch(
      { db: desk.db, catalog, kept: keptFiles(desk.services.mailFiles), files: { attached } },
      { who: { workspaceId: desk.scope.workspaceId, staffId: desk.staff[who] ?? '', via: 'terminal' }, input },
    )
  const click = (who: string, action: string) => give(who, { action })
  let count = 0
  const whole: SupportDesk = {
    ...desk,
    support,
    say: (who, text, attached) => give(who, { text }, attached),
    click,
    press: async (who, answer, label) => {
      const button = answer.reply.actions?.find((action) => action.label === label)
      expect(
        button?.id,
        `${answer.reply.headline}: ${answer.reply.actions?.map((each) => each.label).join(', ')}`,
      ).toBeDefined()
      return click(who, button?.id ?? '')
    },
    ada: async (subject, more = {}) => {
      const id = `ada${++count}@acme.com`
      await desk.arrive(support, [letter({ id, from: 'Ada Lovelace <ada@acme.com>', to: SUPPORT, subject, ...more })])
      await desk.work(/^mail\./)
      return id
    },
    cases: () => desk.rows(`select ref, status, subject from support_case order by opened_at, ref`),
  }
  const marked = await whole.say('mia', `mailbox support ${SUPPORT}`)
  expect(marked.ok, marked.reply.headline).toBe(true)
  return whole
}
