import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sanitiseHtml } from '../../../src/mail/sanitise-html.js'

const clean = (html: string) => sanitiseHtml(html, []).html
const pixel = {
  filename: 'l.png',
  contentType: 'image/png',
  partPath: '2',
  contentId: 'logo@x',
  content: Buffer.from('PNG'),
}

describe('a mail’s HTML', () => {
  it.each([
    ['script', '<script>alert(1)</script>Hi'],
    ['a handler', '<p onclick="alert(1)">Hi</p>'],
    ['a javascript link', '<a href="javascript:alert(1)">Hi</a>'],
    ['a disguised one', '<a href="java&#10;script:alert(1)">Hi</a>'],
    ['a data link', '<a href="data:text/html,<script>alert(1)</script>">Hi</a>'],
    ['a form', '<form action="https://evil.test"><input name="password"></form>Hi'],
    ['a frame', '<iframe src="https://evil.test"></iframe>Hi'],
    ['a style sheet', '<style>@import "https://evil.test"</style><link rel="stylesheet" href="https://evil.test">Hi'],
    ['a fetching style', '<p style="background:url(https://evil.test/x.png)">Hi</p>'],
    ['another fetching style', '<p style="background-color:url(https://evil.test);color:red">Hi</p>'],
    ['an escaped one', '<p style="color:u\\72l(https://evil.test)">Hi</p>'],
    ['an expression', '<p style="width:expression(alert(1))">Hi</p>'],
    ['a cover', '<p style="position:fixed;inset:0;z-index:9">Hi</p>'],
    ['a base', '<base href="https://evil.test/">Hi'],
    ['a refresh', '<meta http-equiv="refresh" content="0;url=https://evil.test">Hi'],
    ['SVG', '<svg onload="alert(1)"><image href="https://evil.test"/></svg>Hi'],
    ['MathML', '<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>Hi'],
    ['an object', '<object data="https://evil.test"></object><embed src="https://evil.test">Hi'],
    ['srcset and poster', '<video poster="https://evil.test"></video><img srcset="https://evil.test 2x" alt="">Hi'],
    ['a background', '<table background="https://evil.test"><tr><td>Hi</td></tr></table>'],
    ['an SVG picture as data', '<img src="data:image/svg+xml,<svg onload=alert(1)>">Hi'],
  ])('loses %s and keeps the words', (_what, html) => {
    const shown = clean(html)
    expect(shown).toContain('Hi')
    expect(shown).not.toMatch(
      /evil\.test|alert|script|expression|position|url\(|<(?:iframe|form|style|svg|base|meta|object)/i,
    )
  })

  it('keeps what makes it readable', () => {
    const html =
      '<h1>Offer</h1><p style="color:#333;text-align:center"><b>Dear</b> Ada</p><table><tr><td colspan="2">1</td></tr></table>'
    expect(clean(html)).toBe(
      '<h1>Offer</h1><p style="color:#333;text-align:center"><b>Dear</b> Ada</p><table><tr><td colspan="2">1</td></tr></table>',
    )
    expect(clean('<a href="https://acme.com/x">See</a>')).toBe(
      '<a href="https://acme.com/x" target="_blank" rel="noopener noreferrer nofollow">See</a>',
    )
  })

  it('shows pictures that the mail brings and none from elsewhere', () => {
    const html =
      '<img src="cid:logo@x" alt="Logo"><img src="https://track.test/1.gif"><img src="//track.test/2.gif" alt="Chart">'
    const shown = sanitiseHtml(html, [pixel])
    expect(shown).toMatchObject({ leftOut: 2 })
    expect(shown.html).toContain(`src="data:image/png;base64,${Buffer.from('PNG').toString('base64')}"`)
    expect(shown.html).toContain('[Chart]')
    expect(shown.html).not.toContain('track.test')
  })

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        expect(typeof clean(`<p ${text}><img src="cid:%${text}">`)).toBe('string')
      }),
    )
  })
})
