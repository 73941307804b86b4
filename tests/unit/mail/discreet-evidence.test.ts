import { expect, it } from 'vitest'
import { because, discreetEvidence, discreetWhy } from '../../../src/domain/correspondence/thread.js'

it.each([
  ['it mentions DEAL-12', null, 'it names it'],
  ['it mentions DEAL-12', 'About DEAL-12', 'it mentions DEAL-12'],
  ['from ada@acme.com', null, 'from ada@acme.com'],
])('of “%s” somebody who sees the subject %j is told “%s”', (evidence, subject, told) => {
  expect(discreetEvidence(evidence, subject)).toBe(told)
})

it.each([
  ['from ada@acme.com', 'it is from ada@acme.com'],
  ['it mentions DEAL-12', 'it mentions DEAL-12'],
  ['somebody put it there', 'somebody put it there'],
])('“%s” ends a sentence as “because %s”', (evidence, end) => expect(because(evidence)).toBe(end))

it('a reason that was noted with the words of a mail is told without them where nothing of it is seen', () => {
  const why = (evidence: string) => `You own ACME; the thread is there because ${because(evidence)}.`
  expect(discreetWhy(why('it mentions DEAL-12'), null)).toBe(why('it names it'))
  expect(discreetWhy(why('it mentions DEAL-12'), 'About DEAL-12')).toBe(why('it mentions DEAL-12'))
  expect(discreetWhy(why('from ada@acme.com'), null)).toBe(why('from ada@acme.com'))
})
