import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import { SCOPES } from '../../../src/bots/slack/receivers.js'
import { ROOT } from '../../support/places.js'

type Manifest = {
  features: { shortcuts: { name: string; type: string; callback_id: string }[] }
  oauth_config: { scopes: { bot: string[] } }
}

const manifest = parse(readFileSync(path.join(ROOT, 'manifest.yaml'), 'utf8')) as Manifest
const { commands } = await loadCatalog()

test('an installation asks for what the manifest says', () => {
  expect(manifest.oauth_config.scopes.bot.toSorted()).toEqual(SCOPES.toSorted())
})

test.each(
  manifest.features.shortcuts.filter(({ type }) => type === 'global').map((each) => [each.name, each] as const),
)('the shortcut %s is named after a command with a form', (_name, { callback_id: callback }) => {
  expect(Object.keys(commands.get(callback.replaceAll('_', ' '))?.params ?? {})).not.toEqual([])
})

test.each(
  manifest.features.shortcuts
    .filter(({ callback_id: id }) => id.startsWith('message_'))
    .map((each) => [each.name, each] as const),
)('the shortcut of a message %s is named after a command that takes its words', (_name, { callback_id: callback }) => {
  const params = Object.keys(commands.get(callback.replace('message_', '').replaceAll('_', ' '))?.params ?? {})
  expect(params.some((key) => ['subject', 'note', 'what'].includes(key))).toBe(true)
})

test('Slack takes ten shortcuts, with names of 24 characters', () => {
  expect(manifest.features.shortcuts.length).toBeLessThanOrEqual(10)
  expect(manifest.features.shortcuts.filter(({ name }) => name.length > 24)).toEqual([])
})
