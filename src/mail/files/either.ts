import type { FileStore, Holdings, MailFiles, Packs } from './mail-files.js'

/**
 * What is new goes to `main`; what lies where it was kept before is read there, and wiped and removed in both, until it is moved
 * (`daybook files move`).
 */
export const inEither = (main: MailFiles, before: MailFiles): MailFiles => ({
  where: `${main.where}, or ${before.where}`,
  packs: (workspaceId) => eitherPacks(main.packs(workspaceId), before.packs(workspaceId)),
  kept: (workspaceId) => eitherKept(main.kept(workspaceId), before.kept(workspaceId)),
  holdings: eitherHoldings(main.holdings, before.holdings),
})

const eitherPacks = (main: Packs, before: Packs): Packs => ({
  open: main.open,
  read: async (place) => (await main.read(place)) ?? (await before.read(place)) ?? main.read(place), // moved just now
  wipe: async (file, places, stir) => {
    await before.wipe(file, places, stir)
    await main.wipe(file, places, stir)
  },
  has: async (file) => (await main.has(file)) || (await before.has(file)),
  quiet: async (ms) => {
    const found = new Map<string, number>()
    for (const { file, size } of [...(await main.quiet(ms)), ...(await before.quiet(ms))])
      found.set(file, Math.max(size, found.get(file) ?? 0))
    return [...found].map(([file, size]) => ({ file, size }))
  },
  remove: async (file) => {
    const went = await main.remove(file)
    return (await before.has(file)) ? (await before.remove(file)) && went : went
  },
})

const eitherKept = (main: FileStore, before: FileStore): FileStore => ({
  put: main.put,
  get: async (hash) => (await main.get(hash)) ?? (await before.get(hash)) ?? main.get(hash), // moved just now
  remove: async (hash) => {
    await before.remove(hash)
    await main.remove(hash)
  },
  list: async function* () {
    yield* main.list()
    yield* before.list()
  },
})

const eitherHoldings = (main: Holdings, before: Holdings): Holdings => ({
  list: async function* () {
    const seen = new Set<string>()
    // In the order of a move, so that what goes over meanwhile is met at least once.
    for (const place of [before, main])
      for await (const holding of place.list()) {
        if (!seen.has(holding.name)) yield holding
        seen.add(holding.name)
      }
  },
  open: async (holding) => (await main.open(holding)) ?? (await before.open(holding)) ?? main.open(holding),
  write: main.write,
  remove: async (name) => {
    await before.remove(name)
    await main.remove(name)
  },
  fill: async () => {
    await (await before.fill()).drop() // refuses where it is not empty
    return main.fill()
  },
})
