import type { Pair } from '../../domain/crm/duplicate-store.js'
import { counted } from '../../lib/counted.js'
import type { Reply } from './reply.js'

/** Pairs that are probably one, and a button each for the first of them. */
export function pairsReply(noun: 'company' | 'contact', pairs: readonly Pair[], mayMerge: boolean): Reply {
  const many = noun === 'company' ? 'companies' : 'contacts'
  if (pairs.length === 0) return { headline: `No two ${many} look like one.`, data: { pairs: [] } }
  return {
    headline: `${counted(pairs.length, 'pair')} of ${many} may be one`,
    table: {
      columns: [
        { key: 'first', label: 'First', type: 'record' },
        { key: 'second', label: 'Second', type: 'record' },
        { key: 'why', label: 'Why', type: 'text' },
      ],
      rows: pairs.map((pair) => ({
        first: { ref: pair.first, title: pair.firstName },
        second: { ref: pair.second, title: pair.secondName },
        why: pair.why,
      })),
    },
    actions: mayMerge
      ? pairs.slice(0, 5).map(({ first, second }) => ({
          label: `Merge ${second} into ${first}…`,
          do: { command: `${noun} merge`, args: { [noun]: second, into: first } },
          typed: `${noun} merge ${second} into:${first}`,
        }))
      : [],
    data: { pairs },
  }
}
