import { expect, it } from 'vitest'
import { typeOf } from '../../../src/domain/payables/bill-file.js'
import { notAsNamed } from '../../../src/domain/payables/file-content.js'

const said = (name: string, begins: string) =>
  notAsNamed({ name, contentType: typeOf(name), bytes: Buffer.from(`${begins} and the rest of it`, 'latin1') })

it.each([
  ['photo.jpg', '\xff\xd8\xff\xe0'],
  ['photo.jpeg', '\x89PNG\r\n\x1a\n'],
  ['photo.png', 'RIFF\x24\x10\0\0WEBP'],
  ['photo.HEIC', '\0\0\0\x24ftypheic'],
  ['photo.heic', '\0\0\0\x24ftypmif1'],
  ['scan.webp', 'II*\0'],
  ['scan.pdf', '%PDF-1.7'],
  ['scan.pdf', '\n\n%PDF-1.4'],
  ['bill.xml', 'anything'],
  ['notes.txt', 'anything'],
])('%s may begin with %j', (name, begins) => expect(said(name, begins)).toBeNull())

it.each([
  [
    'taxi.jpg',
    'Taxi, 12 pounds',
    'taxi.jpg is no picture and can’t be looked at: send the photograph itself, or a PDF.',
  ],
  [
    'taxi.heic',
    '\0\0\0\x24ftypmp42',
    'taxi.heic is no picture and can’t be looked at: send the photograph itself, or a PDF.',
  ],
  ['taxi.pdf', '<html>', 'taxi.pdf is no PDF and can’t be looked at: send the photograph itself, or a PDF.'],
  ['taxi.png', '%PDF-1.7', 'taxi.png is no picture but a PDF: give it the right ending and send it again.'],
  ['taxi.pdf', '\xff\xd8\xff\xe0', 'taxi.pdf is no PDF but a picture: give it the right ending and send it again.'],
])('%s does not begin with %j', (name, begins, why) => expect(said(name, begins)).toBe(why))

it('an empty one is said to be empty elsewhere', () => {
  expect(notAsNamed({ name: 'a.jpg', contentType: 'image/jpeg', bytes: new Uint8Array() })).toBeNull()
})
