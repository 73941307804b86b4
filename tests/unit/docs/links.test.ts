import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { codeIn } from '../../support/copied-sources.js'
import { ROOT } from '../../support/places.js'
import { documents } from './documents.js'

const there = (file: string) => existsSync(path.join(ROOT, file))

test.each(documents())('$file: what it links to is there', ({ file, text }) => {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
  const local = targets.filter((target) => !/^(https?:|#)/.test(target))
  const missing = local.filter((target) => !there(path.join(path.dirname(file), target.split('#')[0] ?? '')))
  expect(missing).toEqual([])
})

test.each(documents())('$file: the paths it names are there', ({ file, text }) => {
  const named = [...text.matchAll(/`((?:src|scripts|prisma|tests|bench|docs|deploy)\/[\w./-]+)`/g)].map(
    ([, name = '']) => name,
  )
  const made = file.startsWith('docs/add-a-') ? [codeIn(text, file).file] : []
  expect(named.filter((name) => !there(name) && !made.includes(name))).toEqual([])
})
