import type * as slack from '@slack/types'
import { useState } from 'react'
import type { Block } from '../../page-api.js'
import { LibraryBlock } from './library-block.js'
import { withEmoji } from './plain-text.js'
import { isNumeric, textOfCell } from './table-cells.js'
import { useMoreAside } from './use-more-aside.js'

type Cell = slack.DataTableBlock['rows'][number][number]
type Align = 'left' | 'center' | 'right'

/**
 * `table` and `data_table`: the first row is the head, columns of numbers stand right, and a table longer than its box
 * scrolls inside it. A `data_table` also has a caption, sorts by a click on a head, and pages by its `page_size`.
 */
export function TableBlock({ block }: { block: slack.TableBlock | slack.DataTableBlock }) {
  const isData = block.type === 'data_table'
  const [head = [], ...body] = block.rows
  const [sort, setSort] = useState<{ column: number; isDown: boolean } | null>(null)
  const [page, setPage] = useState(0)
  const aligns = head.map((_, column) => alignOf(block, body, column))
  const sorted = sort ? sortRows(body, sort) : body
  const pageSize = isData ? (block.page_size ?? 5) : body.length
  const pageCount = Math.max(1, Math.ceil(body.length / Math.max(pageSize, 1)))
  const shown = sorted.slice(page * pageSize, (page + 1) * pageSize)
  const { box, hasMore } = useMoreAside()
  const rowHead = isData ? block.row_header_column_index : undefined

  return (
    <div className="block-table">
      {isData && <p className="table-caption">{withEmoji(block.caption)}</p>}
      <div
        ref={box}
        className="table-scroll scroll"
        data-more={hasMore || undefined}
        tabIndex={0}
        role="group"
        aria-label={isData ? block.caption : 'Table'}
      >
        <table aria-label={isData ? block.caption : undefined}>
          <thead>
            <tr>
              {head.map((cell, column) => (
                <th
                  key={column}
                  scope="col"
                  data-align={aligns[column]}
                  aria-sort={sort?.column === column ? (sort.isDown ? 'descending' : 'ascending') : undefined}
                >
                  {isData ? (
                    <button type="button" onClick={() => setSort(nextSort(sort, column))}>
                      <CellContent cell={cell} />
                      <span className="sort-mark" aria-hidden="true">
                        {sort?.column === column ? (sort.isDown ? '↓' : '↑') : ''}
                      </span>
                    </button>
                  ) : (
                    <CellContent cell={cell} />
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => {
                  const Tag = column === rowHead ? 'th' : 'td'
                  return (
                    <Tag
                      key={column}
                      {...(Tag === 'th' && { scope: 'row' })}
                      data-align={aligns[column]}
                      data-wraps={isWrapped(block, column)}
                    >
                      <CellContent cell={cell} />
                    </Tag>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pageCount > 1 && <Pager {...{ page, pageCount, pageSize, count: body.length, setPage }} />}
    </div>
  )
}

function CellContent({ cell }: { cell: Cell }) {
  if (cell.type === 'rich_text') return <LibraryBlock block={cell as unknown as Block} />
  return <span dir="auto">{withEmoji(cell.text)}</span>
}

type PagerProps = {
  page: number
  pageCount: number
  pageSize: number
  count: number
  setPage: (page: number) => void
}

function Pager({ page, pageCount, pageSize, count, setPage }: PagerProps) {
  const first = page * pageSize + 1
  return (
    <div className="table-pager">
      <span className="muted">
        {first}–{Math.min(count, first + pageSize - 1)} of {count}
      </span>
      <button type="button" className="button button-small" disabled={page === 0} onClick={() => setPage(page - 1)}>
        Previous
      </button>
      <button
        type="button"
        className="button button-small"
        disabled={page + 1 >= pageCount}
        onClick={() => setPage(page + 1)}
      >
        Next
      </button>
    </div>
  )
}

/** Columns of a `table` keep to one line unless they say that they wrap. */
const isWrapped = (block: slack.TableBlock | slack.DataTableBlock, column: number): boolean =>
  block.type === 'data_table' || block.column_settings?.[column]?.is_wrapped === true

function alignOf(block: slack.TableBlock | slack.DataTableBlock, body: Cell[][], column: number): Align {
  const chosen = block.type === 'table' ? block.column_settings?.[column]?.align : undefined
  return chosen ?? (body.some((row) => row[column]) && body.every((row) => isNumeric(row[column])) ? 'right' : 'left')
}

function nextSort(sort: { column: number; isDown: boolean } | null, column: number) {
  if (sort?.column !== column) return { column, isDown: false }
  return sort.isDown ? null : { column, isDown: true }
}

function sortRows(rows: Cell[][], sort: { column: number; isDown: boolean }): Cell[][] {
  const sign = sort.isDown ? -1 : 1
  return rows.toSorted((a, b) => sign * compareCells(a[sort.column], b[sort.column]))
}

function compareCells(a: Cell | undefined, b: Cell | undefined): number {
  if (a?.type === 'raw_number' && b?.type === 'raw_number') return a.value - b.value
  return textOfCell(a).localeCompare(textOfCell(b), undefined, { numeric: true })
}
