import type { ServerResponse } from 'node:http'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { languageModel } from '../../../src/bots/commands/ask/model/language-model.js'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import type { Answer, Input } from '../../../src/bots/commands/request.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { declareField } from '../../../src/domain/crm/declare-field.js'
import { Redacted } from '../../../src/lib/redacted.js'
import { chatServer } from '../../support/chat-server.js'
import { foundedCompany } from '../../support/company.js'
import { until } from '../../support/until.js'

// A model proposes, and never runs: what it may say is tried over the wire, by a server that speaks its protocol.

const server = await chatServer()
const company = await foundedCompany([
  { name: 'yorick', roles: ['sales'] },
  { name: 'tom', roles: ['auditor'] },
])
const { yorick = '', tom = '' } = company.staff
const catalog = await loadCatalog()
const modelWithin = (answerMs: number) =>
  languageModel(
    { url: server.url, name: 'tiny-1', key: new Redacted('a-key') },
    { answerMs, answerBytes: 64 * 1024, atOnce: 2 },
  )
const model = modelWithin(60_000)
/** For servers that never answer; others may be as slow as a busy machine makes them. */
const hasty = modelWithin(300)
const QUESTION = 'whichever folks would grumble loudest tomorrow'

const give = (input: Input, staffId = yorick, asked = model): Promise<Answer> =>
  dispatch(
    { db: company.db, catalog, model: asked },
    { who: { workspaceId: company.scope.workspaceId, staffId, via: 'terminal' }, input },
  )
const ask = (text = QUESTION, staffId = yorick): Promise<Answer> => give({ text }, staffId)
const askHastily = (): Promise<Answer> => give({ text: QUESTION }, yorick, hasty)
const notes = ({ reply }: Answer): string => (reply.notes ?? []).join(' ')

await company.change(async (tx) => {
  await createCompany(tx, { name: 'Quillfeather Ltd', roles: ['customer'], currency: 'EUR', ownerId: yorick })
  await declareField(tx, { kind: 'deal', label: 'Moon phase', type: 'text' })
}, 'yorick')
beforeEach(() => {
  server.asked.length = 0
})
afterAll(async () => {
  await server.close()
  await company.db.close()
})

describe('a proposal', () => {
  it('is the command with a button; it is run by who presses that, and by nothing else', async () => {
    server.says('report deals where status:open group:owner sum:amount')
    const answer = await ask()
    expect(answer.ok).toBe(true)
    expect(answer.reply.text).toBe('`report deals where status:open group:owner sum:amount`')
    expect(answer.reply.table).toBeUndefined()
    expect(notes(answer)).toContain('tiny-1')
    const [button] = answer.reply.actions ?? []
    const run = await give({ action: button?.id ?? '' })
    expect(run.reply.headline).toMatch(/^Deals/)
    expect(server.asked).toHaveLength(1)
  })

  it('is asked for by report ask as well, whose own words it does not run either', async () => {
    server.says('/daybook report pipeline')
    const answer = await ask(`report ask ${QUESTION}`)
    expect(answer.reply.text).toBe('`report pipeline`')
  })

  it('is made of the words and the declared commands, and of nothing that is the company’s', async () => {
    server.says('NONE')
    await ask()
    const [{ path, key, body }] = server.asked as [(typeof server.asked)[number]]
    expect([path, key, body.model]).toEqual(['/v1/chat/completions', 'Bearer a-key', 'tiny-1'])
    const [system, user] = body.messages
    expect(user?.content).toBe(QUESTION)
    expect(system?.content).toContain('report pipeline')
    expect(system?.content).not.toMatch(/Quillfeather|moon|yorick|Lindenhof/i)
    // What changes something is not told of, nor what the asker may not give.
    expect(system?.content).not.toMatch(/deal win|invoice issue|report trial-balance/)
  })

  it('is not asked for where the words are read, too long, or no person typed them here', async () => {
    server.says('report pipeline')
    expect((await ask('open deals by owner')).reply.headline).toMatch(/^Deals/)
    await ask(`${QUESTION} `.repeat(20))
    await give({ text: QUESTION, exact: true })
    await give({ text: `report ask ${QUESTION}`, exact: true })
    await ask('deel list')
    expect(server.asked).toEqual([])
  })
})

const HOSTILE: Record<string, string> = {
  'a change': 'deal win "Acme renewal"',
  'a change in the words of a question': 'report save mine deals where status:open',
  'what the asker may not read': 'report trial-balance',
  'a question in words again': `report ask ${QUESTION}`,
  'taking something back': 'undo',
  'two commands': 'report pipeline\nreport stale-deals',
  'two on a line': 'report pipeline; deal win Acme',
  markdown: '```\nreport pipeline\n```',
  'words around it': 'Sure! You can use report pipeline for that.',
  'a field that is not there': 'report deals where passwords:yes',
  'hidden signs': 'report pipe\u202Eline',
  nothing: '',
  'a very long line': `report deals where title:${'x'.repeat(5_000)}`,
}

describe('what is no proposal', () => {
  it.each(Object.entries(HOSTILE))('%s is not shown', async (_, said) => {
    server.says(said)
    const answer = await ask()
    expect(answer.ok).toBe(false)
    expect(notes(answer)).toMatch(/^The language model /)
    expect(JSON.stringify(answer)).not.toMatch(/win|passwords|xxxx|Sure/)
    expect((answer.reply.actions ?? []).map(({ label }) => label)).not.toContain('Run it')
  })

  it('is read with the rights of who asked', async () => {
    server.says('report trial-balance')
    expect((await ask(QUESTION, tom)).reply.text).toBe('`report trial-balance`')
    expect((await ask(QUESTION, yorick)).ok).toBe(false)
  })
})

const json = { 'content-type': 'application/json' }
type Answering = Parameters<typeof server.does>[0]
const ENDLESS: Record<string, Answering> = {
  'is slow': () => undefined,
  'trickles for ever': (response) => {
    response.writeHead(200, json)
    const more = setInterval(() => response.write(' '), 20)
    response.on('close', () => clearInterval(more))
  },
}
const FAILING: Record<string, [RegExp, Answering]> = {
  'says ten megabytes': [
    /more than an answer may be/,
    (response) => response.writeHead(200, json).end(`{"choices": "${'x'.repeat(10_000_000)}"}`),
  ],
  'speaks no JSON': [/a form that I don’t know/, (response) => response.writeHead(200).end('<html>Sign in</html>')],
  'speaks other JSON': [/a form that I don’t know/, (response) => response.writeHead(200, json).end('{"choices": []}')],
  'refuses the key': [/HTTP 401/, (response) => response.writeHead(401, json).end('{"error": {"message": "a-key?"}}')],
  'sends elsewhere': [
    /can’t be reached/,
    (response) => response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end(),
  ],
  'breaks off': [/can’t be reached/, (response) => void response.writeHead(200, json).destroy()],
}

describe('a server that', () => {
  it.each(Object.entries(ENDLESS))('%s is not waited for', async (_, answering) => {
    server.does(answering)
    const answer = await askHastily()
    expect(answer.ok).toBe(false)
    expect(notes(answer)).toMatch(/no answer within 0.3 seconds/)
  })

  it.each(Object.entries(FAILING))('%s leaves the answer as it was, and says so', async (_, [why, answering]) => {
    server.does(answering)
    const answer = await ask()
    expect(answer.ok).toBe(false)
    expect(notes(answer)).toMatch(why)
    expect(notes(answer)).not.toContain('a-key')
  })

  it('is asked by many at once is spared those beyond its number', async () => {
    const held: ServerResponse[] = []
    server.does((response) => void held.push(response))
    const spared: Answer[] = []
    const asking = Array.from({ length: 4 }, async () => {
      const answer = await ask()
      if (/too much just now/.test(notes(answer))) spared.push(answer)
    })
    await until(() => expect([held.length, spared.length]).toEqual([2, 2]))
    for (const response of held) response.writeHead(500).end()
    await Promise.all(asking)
    expect(spared).toHaveLength(2)
  })
})
