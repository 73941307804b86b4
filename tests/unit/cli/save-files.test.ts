import { expect, it } from 'vitest'
import { plainName } from '../../../src/cli/save-files.js'

it.each([
  ['offer.pdf', 'offer.pdf'],
  ['../../etc/passwd', '_.._etc_passwd'],
  ['C:\\temp\\a.exe', 'C__temp_a.exe'],
  ['.bashrc', 'bashrc'],
  ['invoice\u202efdp.exe', 'invoice_fdp.exe'],
  ['a\u0000b\n.txt', 'a_b_.txt'],
  ['..', 'attachment'],
  ['', 'attachment'],
  ['Prüfung 2026.html', 'Prüfung 2026.html'],
])('%j becomes %j', (name, plain) => expect(plainName(name)).toBe(plain))

it('fits any file system, ending and all', () => {
  const name = plainName(`${'ü'.repeat(300)}.pdf`)
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200)
  expect(name.endsWith('.pdf')).toBe(true)
})
