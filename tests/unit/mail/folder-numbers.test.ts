import { describe, expect, it } from 'vitest'
import { type FolderNumbers, isUntouched, noneWent } from '../../../src/domain/correspondence/folder-numbers.js'

const now: FolderNumbers = { uidValidity: 7n, uidNext: 11n, messages: 10, modseq: 90n }
const seen = { uidValidity: 7n, backfillUid: null, modseq: 90n, seenUidNext: 11n, seenMessages: 10, lastUid: 10n }

describe('a folder is untouched', () => {
  it.each([
    ['as it was', seen, now, true],
    ['on a server that counts no changes', { ...seen, modseq: null }, { ...now, modseq: null }, true],
    ['never seen', undefined, now, false],
    ['seen, but not all of it dealt with', { ...seen, seenUidNext: null, seenMessages: null }, now, false],
    ['not read back to its beginning', { ...seen, backfillUid: 4n }, now, false],
    ['its UIDs began anew', seen, { ...now, uidValidity: 8n }, false],
    ['one came', seen, { ...now, uidNext: 12n, messages: 11 }, false],
    ['one came and went', seen, { ...now, uidNext: 12n }, false],
    ['one went', seen, { ...now, messages: 9 }, false],
    ['a flag changed', seen, { ...now, modseq: 91n }, false],
  ])('%s', (_, cursor, numbers, untouched) => {
    expect(isUntouched(cursor, numbers)).toBe(untouched)
  })
})

describe('none of the old messages went', () => {
  it.each([
    ['two came', seen, { ...now, uidNext: 13n, messages: 12 }, [11n, 12n], true],
    ['two came, an old one went', seen, { ...now, uidNext: 13n, messages: 11 }, [11n, 12n], false],
    ['two came, one of them went', seen, { ...now, uidNext: 13n, messages: 11 }, [12n], true],
    ['one more came after the numbers were said', seen, { ...now, uidNext: 12n, messages: 11 }, [11n, 12n], true],
    // UID 11 was stored by a sync that broke off before all was dealt with; it or an old one went since: numbers can't tell.
    ['a sync broke off', { ...seen, lastUid: 11n }, { ...now, uidNext: 12n }, [], false],
    [
      'never all dealt with',
      { ...seen, seenUidNext: null, seenMessages: null },
      { ...now, uidNext: 12n, messages: 11 },
      [11n],
      false,
    ],
  ])('%s', (_, cursor, numbers, above, none) => {
    expect(noneWent(cursor, numbers, above)).toBe(none)
  })
})
