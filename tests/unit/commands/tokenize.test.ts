import { describe, expect, test } from 'vitest'
import { tokenize } from '../../../src/bots/commands/grammar/tokenize.js'

const texts = (typed: string) => tokenize(typed).map(({ key, text }) => (key === undefined ? text : `${key}=${text}`))

describe('words', () => {
  test.each([
    ['deal list', ['deal', 'list']],
    ['  deal\u00a0\u2003list \n', ['deal', 'list']],
    ['de\u200bal\u0007 l\u00adist', ['deal', 'list']],
    ['deal move "Acme renewal" to:negotiation', ['deal', 'move', 'Acme renewal', 'to=negotiation']],
    ['“Acme renewal” „Ärger im Büro“ «Fête»', ['Acme renewal', 'Ärger im Büro', 'Fête']],
    ['title:“Acme renewal”', ['title=Acme renewal']],
    ["'it's late' it's late", ["it's late", "it's", 'late']],
    ['‘it’s late’ now', ['it’s late', 'now']],
    ['note:"he said \\"no\\""', ['note=he said "no"']],
    ['"never closed to:won', ['never closed to:won']],
    ['to: won', ['to=', 'won']],
    ['TO:Won', ['to=Won']],
    ['https://a.example/b 10:30 see', ['https://a.example/b', '10:30', 'see']],
    ['at:https://a.example', ['at=https://a.example']],
    [
      'owner:<@U12|Dana Fox> <mailto:a@b.example|a@b.example>',
      ['owner=<@U12|Dana Fox>', '<mailto:a@b.example|a@b.example>'],
    ],
    ['< 50k', ['<', '50k']],
    ['', []],
    ['""', ['']],
  ])('%j', (typed, expected) => {
    expect(texts(typed)).toEqual(expected)
  })

  test('what is typed is kept with its key and quotes', () => {
    expect(
      tokenize('deal move "Acme renewal" to:“Closed won”')
        .map(({ raw }) => raw)
        .join(' '),
    ).toBe('deal move "Acme renewal" to:“Closed won”')
  })
})
