import { expect, test } from 'vitest'
import { CLOSE_KINDS } from '../../../src/domain/close/close-span.js'
import { DEFAULT_TEMPLATES } from '../../../src/domain/close/default-templates.js'
import { shippedTasks, shippedVersion } from '../../../src/domain/close/shipped-template.js'
import type { WrittenTask } from '../../../src/domain/close/template-file.js'
import { updateTasks } from '../../../src/domain/close/update-template.js'

const task = (key: string, more: Partial<WrittenTask> = {}): WrittenTask => ({
  key,
  title: key,
  due: 'WD+1',
  owner: 'finance',
  ...more,
})
const from = [task('a'), task('b', { after: ['a'] }), task('end', { after: ['b'] })]
const to = [
  task('a', { title: 'A, better', accounts: ['bank'] }),
  task('new', { after: ['a'] }),
  task('b', { after: ['a'], check: 'b-proved' }),
  task('end', { after: ['b', 'new'] }),
]
const update = (own: WrittenTask[]) => updateTasks({ own, from, to })

test('who changed nothing gets all of it, in its place', () => {
  expect(update(from)).toEqual(to)
  expect(update(to)).toEqual(to)
})

test('what they changed, added or left out stays so', () => {
  const own = [
    task('a', { title: 'Ours' }),
    task('ours', { after: ['a'] }),
    task('end', { after: ['a', 'ours'], owner: 'controller' }),
  ]
  expect(update(own)).toEqual([
    task('a', { title: 'Ours', accounts: ['bank'] }),
    task('new', { after: ['a'] }),
    task('ours', { after: ['a'] }),
    // What is new comes before the end; what they dropped is not waited for.
    task('end', { after: ['a', 'ours', 'new'], owner: 'controller' }),
  ])
})

test('a task of theirs that has the key of a new one is theirs; their own check is not covered by a signature', () => {
  const own = [task('a', { check: 'mine' }), task('new', { title: 'Another thing' })]
  expect(update(own)).toEqual([
    task('a', { check: 'mine', title: 'A, better' }),
    task('new', { title: 'Another thing' }),
  ])
})

test('each version that was shipped can be told: its tasks wait for tasks of its own', () => {
  for (const kind of CLOSE_KINDS) {
    expect(shippedTasks(kind, shippedVersion(kind))).toEqual(DEFAULT_TEMPLATES[kind].tasks)
    for (let version = 1; version <= shippedVersion(kind); version += 1) {
      const tasks = shippedTasks(kind, version)
      const keys = tasks.map(({ key }) => key)
      for (const { dependsOn } of tasks) for (const key of dependsOn) expect(keys).toContain(key)
    }
  }
  expect(shippedTasks('month', 1)).toHaveLength(10)
})
