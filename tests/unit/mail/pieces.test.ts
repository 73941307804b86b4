import { expect, it } from 'vitest'
import { nameOf, PIECE_BYTES, pieceKey, stretchesOf } from '../../../src/mail/files/pieces.js'
import { readListing } from '../../../src/mail/files/read-listing.js'

it('a stretch lies in the pieces that it touches, and in no other', () => {
  expect(stretchesOf(10, 5)).toEqual([{ n: 0, from: 10, to: 15 }])
  expect(stretchesOf(PIECE_BYTES - 1, PIECE_BYTES + 2)).toEqual([
    { n: 0, from: PIECE_BYTES - 1, to: PIECE_BYTES },
    { n: 1, from: 0, to: PIECE_BYTES },
    { n: 2, from: 0, to: 1 },
  ])
  expect(stretchesOf(PIECE_BYTES, 1)).toEqual([{ n: 1, from: 0, to: 1 }])
  expect(stretchesOf(7, 0)).toEqual([])
})

it('a piece knows what it is of', () => {
  for (const n of [0, 1, 12]) expect(nameOf(pieceKey('ws/8f.pack', n))).toBe('ws/8f.pack')
})

it('a page of a listing says its objects and where the next one begins', () => {
  const page = (
    more: string,
  ) => `<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
    <Contents><Key>a/b</Key><LastModified>2026-11-27T23:40:00.000Z</LastModified><Size>18</Size></Contents>${more}</ListBucketResult>`
  const objects = [{ key: 'a/b', size: 18, changedAt: Date.UTC(2026, 10, 27, 23, 40) }]
  expect(readListing(page('<IsTruncated>false</IsTruncated>'))).toEqual({ objects, next: null })
  expect(
    readListing(page('<IsTruncated>true</IsTruncated><NextContinuationToken>x==</NextContinuationToken>')),
  ).toEqual({ objects, next: 'x==' })
  expect(() => readListing('<html></html>')).toThrow(/can’t be read/)
})
