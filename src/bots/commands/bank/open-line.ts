import { type LineRow, listLines } from '../../../domain/banking/line-list-store.js'
import type { MatchBook } from '../../../domain/banking/match-book.js'
import { loadMatchBook } from '../../../domain/banking/match-book-store.js'
import { notFound, refused } from '../../../lib/errors.js'
import type { CommandContext } from '../define-command.js'
import type { RecordRef } from '../params.js'

/** A line that nothing was decided about, and what it can be compared with. Throws `not_found`, `refused`. */
export async function loadOpenLine(
  { read }: CommandContext,
  line: RecordRef,
): Promise<{ row: LineRow; book: MatchBook }> {
  const [[row], book] = await read((lane) => Promise.all([listLines(lane, { ids: [line.id] }, 1), loadMatchBook(lane)]))
  if (!row) throw notFound('There is no such bank line.', { id: line.id })
  if (row.state !== 'open')
    throw refused(
      `${row.ref} is ${row.state === 'matched' ? 'matched' : 'set aside'} already. Take that back first: bank unmatch ${row.ref}`,
    )
  return { row, book }
}
