/** Does for one what is done for many at once. */
type Gathered<Ask, Answer> = (ask: Ask) => Promise<Answer>

type Waiting<Ask, Answer> = { ask: Ask; done(answer: Answer): void; failed(error: unknown): void }

/** Few enough that nobody waits long for the others of a group. */
const MOST = 32

/**
 * Whoever asks while `atOnce` groups are under way goes with the next: alone, one waits for nobody, and in a crowd each costs a part of
 * what a group does. `together` answers in the order of what was asked; where it fails, each is tried alone, so that a fault stays with
 * whose it is.
 */
export function gather<Ask, Answer>(
  atOnce: number,
  together: (asked: readonly Ask[]) => Promise<readonly Answer[]>,
): Gathered<Ask, Answer> {
  const waiting: Waiting<Ask, Answer>[] = []
  let underWay = 0

  const answer = async (group: readonly Waiting<Ask, Answer>[]): Promise<void> => {
    try {
      const answers = await together(group.map(({ ask }) => ask))
      for (const [n, { done }] of group.entries()) done(answers[n] as Answer)
    } catch (error) {
      if (group.length === 1) return group[0]?.failed(error)
      for (const one of group) await answer([one])
    }
  }
  const work = async () => {
    if (underWay >= atOnce) return
    underWay += 1
    while (waiting.length > 0) await answer(waiting.splice(0, MOST))
    underWay -= 1
  }
  return (ask) =>
    new Promise((done, failed) => {
      waiting.push({ ask, done, failed })
      void work()
    })
}
