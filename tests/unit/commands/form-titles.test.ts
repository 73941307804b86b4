import { expect, it } from 'vitest'
import { describeForm } from '../../../src/bots/commands/describe-form.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'

const { commands } = await loadCatalog()
/** Slack cuts a longer one. */
const LONGEST = 24

it.each([
  ['deal next', 'Next step', 'Save'],
  ['case reply', 'Reply to a case', 'Reply'],
  ['report schedule', 'Schedule a report', 'Schedule'],
  ['close task', 'Show a task', 'Show'],
  ['deal set', 'Change deal', 'Save'],
  ['deal new', 'New deal', 'Create'],
  ['deal move', 'Move deal', 'Move'],
])('the form of %s is called %s, with the button %s', (name, title, submitLabel) => {
  const command = commands.get(name)
  if (!command) throw new Error(`there is no ${name}`)
  expect(describeForm('1', command, {})).toMatchObject({ title, submitLabel })
})

it('no declared title or button is cut', () => {
  const said = [...commands.values()].flatMap(({ form }) => (form ? [form.title, form.submit] : []))
  expect(said.filter((text) => text.length > LONGEST)).toEqual([])
})
