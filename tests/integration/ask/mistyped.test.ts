import { expect, test } from 'vitest'
import { testBooks } from '../../support/books.js'
import { commandDesk } from '../../support/command-desk.js'

// A word of a question that nobody knows: which it is, what was most likely meant, and nothing done by guessing.

const books = await testBooks()
const desk = commandDesk(books)
await desk.hire('Dana', 'sales')
await desk.hire('Fin', 'controller')

async function unread(question: string, who = 'Dana') {
  const { ok, reply } = await desk.say(who, `report ask ${question}`)
  expect(ok, reply.headline).toBe(false)
  const said = [reply.headline, reply.text ?? '', ...(reply.sections ?? []).flatMap(({ lines = [] }) => lines)].join(
    '\n',
  )
  return { said, labels: (reply.actions ?? []).map(({ label }) => label), actions: reply.actions ?? [] }
}

test.each([
  ['open deels over 10k', 'deels', 'deals', 'open deals over 10k'],
  ['open deals by ownr', 'ownr', 'owner', 'open deals by owner'],
  ['deals won last quartr', 'quartr', 'quarter', 'deals won last quarter'],
])('%s: “%s” is pointed at, and “%s” offered', async (question, typed, meant, right) => {
  const { said, labels } = await unread(question)
  expect(said).toContain(`Do you mean “${meant}”?`)
  expect(said).toContain(`▸${typed}◂`)
  expect(labels.join('\n')).toContain(right)
})

test('several are put right at once, and what was offered answers', async () => {
  const { said, actions } = await unread('opne deals by ownr')
  expect(said).toContain('Do you mean “open deals by owner”?')
  const [first] = actions
  expect((await desk.click('Dana', first?.id ?? '')).reply.headline).toContain('deals')
})

test('a word that is near to nothing, or only to what one may not see, is said and no more', async () => {
  expect((await unread('deals frobnicated')).said).not.toContain('Do you mean')
  expect((await unread('journl entries this month')).said).not.toContain('Do you mean')
  expect((await unread('unpaid expences', 'Fin')).said).toContain('Do you mean “expenses”?')
})

test.each([
  ['ageing', ['payables-ageing', 'receivables-ageing']],
  ['aged-receivables', ['receivables-ageing']],
  ['statment as:pdf', ['customer-statement as:pdf']],
])('“%s”, a part of a report’s name, offers those that have it', async (typed, reports) => {
  const answer = await desk.say('Fin', `report ${typed}`)
  expect(answer.ok).toBe(false)
  const offered = (answer.reply.actions ?? []).map(({ label }) => label)
  expect(offered).toEqual([...reports.map((name) => `report ${name}`), 'report list'])
})
