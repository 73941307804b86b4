import { forgetChoices, recallChoices } from '../../../domain/people/remembered-choice-store.js'
import { counted } from '../../../lib/counted.js'
import { invalid } from '../../../lib/errors.js'
import { nameKey } from '../../../lib/name-key.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'

/** What somebody chose among several records is remembered for them alone, and only for reading. */
const forget = defineCommand({
  name: 'forget',
  summary: 'Forget which record you chose for words that several answer to: for these words, or for all',
  example: 'forget acme',
  params: { words: optional('words', 'Words', { target: true, hint: 'Without them: all that you chose' }) },
  needs: 'self',
  risk: 'reversible',
  run: async ({ asker }, { words }, tx) => {
    const count = await forgetChoices(tx, asker.id, words === undefined ? null : nameKey(words))
    if (count === 0)
      return {
        headline: words ? `I remember no choice of yours for “${words}”` : 'I remember no choice of yours',
        data: { count },
      }
    return {
      headline: `${counted(count, 'choice')} forgotten; I ask again`,
      undo: { command: 'forget recall', args: { at: tx.now.toISOString() }, versions: {} },
      data: { count },
    }
  },
})

const recall = defineCommand({
  name: 'forget recall',
  summary: 'Remember again what was forgotten',
  example: 'forget recall at:2026-11-23T09:00:00.000Z',
  params: { at: required('text', 'When') },
  needs: 'self',
  risk: 'reversible',
  hidden: true,
  run: async ({ asker }, { at }, tx) => {
    const instant = new Date(at)
    if (Number.isNaN(instant.getTime())) throw invalid(`“${at}” is no instant.`)
    const count = await recallChoices(tx, asker.id, instant)
    return { headline: `${counted(count, 'choice')} remembered again`, data: { count } }
  },
})

export default [forget, recall]
