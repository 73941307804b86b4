import { type Owners, ownersOfBoth } from './owners.js'
import type { Member } from './staff.js'

/** Whose own nothing is. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/**
 * The asker, narrowed to what every one of the readers may see as well: for an answer that stands where all of them read it.
 * `owned` keeps "mine" the asker's; without it nothing is anybody's own, so that private mail of the asker's stays out.
 */
export function narrowed(asker: Member, readers: readonly Member[], { owned }: { owned: boolean }): Member {
  const ownersOf = (capability: string): Owners =>
    [asker, ...readers].map((each) => each.owners(capability)).reduce(ownersOfBoth)
  return {
    ...asker,
    id: owned ? asker.id : NOBODY,
    owners: ownersOf,
    may: (capability) => [asker, ...readers].every((each) => each.may(capability)) && !isNobody(ownersOf(capability)),
    // Where all is not theirs in common, a store is told by `owners` whose it may show.
    reach: (capability) => {
      const owners = ownersOf(capability)
      return owners === 'all' ? 'all' : owners.length > 0 ? 'team' : 'none'
    },
  }
}

const isNobody = (owners: Owners): boolean => owners !== 'all' && owners.length === 0
