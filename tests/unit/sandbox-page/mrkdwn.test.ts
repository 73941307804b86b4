import { describe, expect, test } from 'vitest'
import { type Inline, parseInline, parseMrkdwn, unescape } from '../../../src/sandbox/page/blocks/mrkdwn.js'

/** A compact way to write down what was read: `b(…)` bold, `i(…)` italic, `s(…)` strike, `c(…)` code. */
function shown(pieces: Inline[]): string {
  return pieces.map(shownPiece).join('')
}

function shownPiece(piece: Inline): string {
  switch (piece.kind) {
    case 'text':
      return piece.text
    case 'code':
      return `c(${piece.text})`
    case 'bold':
    case 'italic':
    case 'strike':
      return `${piece.kind[0]}(${shown(piece.children)})`
    case 'link':
      return `[${shown(piece.children)}→${piece.href}]`
    case 'user':
    case 'channel':
      return `{${piece.kind} ${piece.id}${piece.label ? ` ${piece.label}` : ''}}`
    case 'broadcast':
      return `{@${piece.name}}`
    case 'date':
      return `{date ${piece.seconds} ${piece.format} ${piece.fallback}}`
  }
}

describe('one line of mrkdwn', () => {
  test.each([
    ['*bold* _it_ ~st~ `code`', 'b(bold) i(it) s(st) c(code)'],
    ['*_both_*', 'b(i(both))'],
    ['*Stage:* won', 'b(Stage:) won'],
    ['2*3*4 and snake_case_name', '2*3*4 and snake_case_name'],
    ['a * b * c', 'a * b * c'],
    ['*not\nbold*', '*not\nbold*'],
    ['*open', '*open'],
    ['`*not bold*`', 'c(*not bold*)'],
    ['*a `*` b*', 'b(a c(*) b)'],
    ['a &lt;b&gt; &amp;amp;', 'a <b> &amp;'],
    ['<@U1> in <#C1|sales>', '{user U1} in {channel C1 sales}'],
    ['<!here> <!subteam^S1|@books>', '{@here} {@books}'],
    ['<https://a.test/?x=1&amp;y=2|the *link*>', '[the b(link)→https://a.test/?x=1&y=2]'],
    ['<mailto:a@b.test>', '[a@b.test→mailto:a@b.test]'],
    ['see https://a.test/x.', 'see [https://a.test/x→https://a.test/x].'],
    ['<javascript:alert(1)|x>', '<javascript:alert(1)|x>'],
    ['<!date^1700000000^{date_short}|Nov 14>', '{date 1700000000 {date_short} Nov 14}'],
    [':tada: :no_such_emoji: 10:30:00', '🎉 :no_such_emoji: 10:30:00'],
    ['- not a list\n# not a heading', '- not a list\n# not a heading'],
    ['שלום *עולם*', 'שלום b(עולם)'],
  ])('%j', (source, expected) => {
    expect(shown(parseInline(source))).toBe(expected)
  })
})

test('quotes and preformatted text stand apart from what is around them', () => {
  const passages = parseMrkdwn('before\n&gt; one\n> two\nafter\n```\nselect *\nfrom a &amp; b\n```\nend')
  expect(passages.map((it) => (it.kind === 'pre' ? ['pre', it.text] : [it.kind, shown(it.inlines)]))).toEqual([
    ['text', 'before'],
    ['quote', 'one\ntwo'],
    ['text', 'after'],
    ['pre', 'select *\nfrom a & b'],
    ['text', 'end'],
  ])
})

test('a fence that is never closed is text', () => {
  const [passage] = parseMrkdwn('```select')
  expect(passage).toEqual({ kind: 'text', inlines: [{ kind: 'text', text: '```select' }] })
})

test('only what Slack escapes is unescaped, once', () => {
  expect(unescape('&amp;lt; &quot; &gt;')).toBe('&lt; &quot; >')
})
