import { expect, it } from 'vitest'
import { formView } from '../../../src/bots/slack/render/modal.js'
import { checkField } from '../../../src/domain/crm/custom-field.js'
import { checkView } from '../../../src/sandbox/blocks/check.js'

const choiceOf = (...choices: string[]) => checkField({ kind: 'deal', label: 'Segment', type: 'choice', choices })

it('takes choices as long as a form shows them, and says which is longer', () => {
  expect(choiceOf('x'.repeat(75), 'b')).toMatchObject({ ok: true })
  expect(choiceOf('x'.repeat(76), 'b')).toMatchObject({
    ok: false,
    problem: expect.stringMatching(/76 characters.*75/),
  })
})

it('closes no form where a company has a longer one from before', () => {
  const choices = [`${'x'.repeat(80)} one`, 'two']
  const field = { key: 'segment', label: 'Segment', type: 'choice' as const, required: false, choices }
  const form = {
    id: 'id',
    command: 'deal new',
    title: 'New deal',
    submitLabel: 'Make',
    fields: [{ ...field, initial: choices[0] ?? '' }],
  }
  const view = formView(form, {})
  expect(checkView({ ...view } as never, 'modal', () => true)).toEqual([])
  expect(JSON.stringify(view)).toContain('"initial_option"')
})
