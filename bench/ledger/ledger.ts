import type { Bench } from '../harness.js'
import { ageing } from './ageing.js'
import { closing } from './closing.js'
import { journal } from './journal.js'
import { posting } from './posting.js'

/** What is demanded of the books' speed, part by part (`ledger/ageing` alone, too): each stands by itself, on a database of its own. */
export const ledger: readonly Bench[] = Object.entries({ posting, closing, ageing, journal }).map(([part, run]) => ({
  name: `ledger/${part}`,
  run,
}))
