import { expect, it } from 'vitest'
import { csvDelimiter } from '../../../src/lib/csv-delimiter.js'

it.each([
  ['name,city\nAcme,Bonn', ','],
  ['name;amount\nAcme;1,50\nBeta;2,50', ';'],
  ['name\tnotes\nAcme\ta, b, c, d', '\t'],
  ['name|city', '|'],
  ['"Last, first, middle";city\n', ';'],
  ['\ufeff\r\nname;city\r\n', ';'],
  ['name', ','],
  ['', ','],
])('%j stands apart by %j', (text, delimiter) => {
  expect(csvDelimiter(text)).toBe(delimiter)
})

it('asks as many lines as it is told to, where a list begins below what a bank says of the account', () => {
  const text = 'Account 4711, Bonn branch, of 1 October\n\nDate;Amount;Text\n01.10.;1,50;Rent\n02.10.;2,50;Tea\n'
  expect(csvDelimiter(text)).toBe(',')
  expect(csvDelimiter(text, { lines: 100 })).toBe(';')
})
