import { expect, test } from 'vitest'
import { NOTICES, noticeKinds, noticeOf } from '../../../src/domain/people/notices.js'
import { asNotice } from '../../../src/jobs/as-notice.js'

test.each(noticeKinds())('%s says what it is and why, and can be muted or says why not', (kind) => {
  const { what, why, mute } = NOTICES[kind]
  expect(what).toMatch(/^[a-z].+[^.]$/)
  expect(why).toMatch(/^[A-Z].+\.$/)
  expect(mute === true || /^[A-Z].+\.$/.test(mute)).toBe(true)
  const occasion = `${kind}:1` as const
  expect(noticeOf(occasion)).toBe(kind)
  const told = asNotice(occasion, { headline: 'Something' })
  expect(told.actions).toMatchObject([{ do: { command: 'notice why', args: { kind } } }])
  expect(asNotice(occasion, told)).toBe(told)
})
