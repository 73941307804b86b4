import { addDays, type IsoDate, toDbDate } from '../../src/lib/dates.js'
import type { TestBooks } from './books.js'

/** Spot rates for some time, a few days apart and wandering by a tenth, the same each time. */
export const keepRates = (
  books: TestBooks,
  rates: Readonly<Record<string, number>>,
  from: IsoDate,
  days: number,
): Promise<unknown> =>
  books.change((tx) =>
    tx.prisma.fxRate.createMany({
      data: Object.entries(rates).flatMap(([currency, middle]) =>
        Array.from({ length: Math.ceil(days / 5) + 2 }, (_, i) => ({
          workspaceId: tx.scope.workspaceId,
          id: tx.newId(),
          currency,
          kind: 'spot',
          date: toDbDate(addDays(from, (i - 1) * 5)),
          rate: (middle * (1 + Math.sin(i * 2.3) / 10)).toFixed(10),
          source: 'test',
        })),
      ),
    }),
  )
