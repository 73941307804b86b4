import { expect, it } from 'vitest'
import { discreetEvidence } from '../../../src/domain/correspondence/thread.js'

it.each([
  ['it mentions DEAL-12', null, 'it names it'],
  ['it mentions DEAL-12', 'About DEAL-12', 'it mentions DEAL-12'],
  ['from ada@acme.com', null, 'from ada@acme.com'],
])('of “%s” somebody who sees the subject %j is told “%s”', (evidence, subject, told) => {
  expect(discreetEvidence(evidence, subject)).toBe(told)
})
