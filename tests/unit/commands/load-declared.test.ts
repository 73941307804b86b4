import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { foldersIn, loadDeclared } from '../../../src/lib/load-declared.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'declared-'))
})
afterEach(() => rm(folder, { recursive: true }))

const write = (name: string, text: string) => writeFile(path.join(folder, name), text)
const url = () => pathToFileURL(`${folder}/`)
const names = async () => (await loadDeclared<{ name: string }>(url())).map(({ name }) => name)

test('a folder is a registry: default exports in order of name, helpers left alone', async () => {
  await write('zebra.js', 'export default { name: "zebra" }')
  await write('several.js', 'export default [{ name: "ant" }, { name: "bee" }]')
  await write('helper.js', 'export const help = 1')
  await write('types.d.ts', 'export default {}')
  await write('one.test.js', 'throw new Error("tests are not loaded")')
  await write('notes.md', '# not a module')
  expect(await names()).toEqual(['ant', 'bee', 'zebra'])
})

test('two of the same name are an error that says where', async () => {
  await write('a.js', 'export default { name: "twin" }')
  await write('b.js', 'export default { name: "twin" }')
  await expect(names()).rejects.toThrow(/"twin" is declared twice: in .*a\.js and in .*b\.js/)
})

test('a default export without a name is an error', async () => {
  await write('a.js', 'export default {}')
  await expect(names()).rejects.toThrow(/a\.js exports a default without a name/)
})

test('folders of folders', async () => {
  await mkdir(path.join(folder, 'deal'))
  await mkdir(path.join(folder, 'case'))
  expect((await foldersIn(url())).map((each) => path.basename(each.pathname))).toEqual(['case', 'deal'])
})
