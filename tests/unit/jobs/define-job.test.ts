import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineJob, type JobContext } from '../../../src/jobs/define-job.js'

const context = { kind: 'deal.won' } as JobContext

test('a job is given what it says its rows have; another version’s row is given up, and not tried for days', async () => {
  const heard: string[] = []
  const job = defineJob({
    name: 'cheer',
    summary: 'Cheers',
    on: ['deal.won'],
    data: z.object({ dealId: z.string() }),
    run: async (_context, { dealId }) => void heard.push(dealId),
  })
  await job.run(context, { dealId: 'one', more: 1 })
  expect(heard).toEqual(['one'])
  expect(() => job.run(context, { deal: 'one' })).toThrow(expect.objectContaining({ code: 'invalid' }))
})
