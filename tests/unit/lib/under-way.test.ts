import { expect, test } from 'vitest'
import { makeUnderWay } from '../../../src/lib/under-way.js'

function held(): { until: Promise<void>; release: () => void } {
  let release = () => {}
  const until = new Promise<void>((resolve) => {
    release = resolve
  })
  return { until, release }
}

test('waits for what was begun, for what came meanwhile, and for what fails', async () => {
  const underWay = makeUnderWay()
  const [first, second] = [held(), held()]
  const ended: string[] = []
  const fails = underWay.run(async () => {
    await first.until
    ended.push('first')
    throw new Error('It failed.')
  })
  const settled = underWay.settled(60_000).then(() => ended.push('settled'))
  const later = underWay.run(async () => {
    await second.until
    ended.push('second')
  })
  first.release()
  await expect(fails).rejects.toThrow('It failed.')
  second.release()
  await Promise.all([later, settled])
  expect(ended).toEqual(['first', 'second', 'settled'])
})

test('waits no longer than it is told to, and not at all where nothing runs', async () => {
  const underWay = makeUnderWay()
  await underWay.settled(60_000)
  const slow = held()
  const running = underWay.run(async () => {
    await slow.until
    return 'late'
  })
  await underWay.settled(1)
  slow.release()
  expect(await running).toBe('late')
})
