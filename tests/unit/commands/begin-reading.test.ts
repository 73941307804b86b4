import { expect, test } from 'vitest'
import { beginReading } from '../../../src/bots/commands/begin-reading.js'
import { type CommandContext, defineCommand } from '../../../src/bots/commands/define-command.js'
import type { SqlScope } from '../../../src/db/sql-workspace.js'
import { invalid } from '../../../src/lib/errors.js'

const scope = (name: string) => ({ name }) as unknown as SqlScope
const nameOf = async (read: SqlScope) => (read as unknown as { name: string }).name

async function begun(run: (context: CommandContext) => Promise<string>) {
  const context = { read: async (work) => work(scope('own')) } as CommandContext
  const command = defineCommand({
    name: 'thing show',
    summary: '',
    example: '',
    params: {},
    needs: 'self',
    risk: 'read',
    run: async (given) => ({ headline: await run(given) }),
  })
  const { reply } = (await beginReading(context, { command, args: {}, notes: [], chosen: [] }, scope('lent'))) ?? {}
  return reply?.then(({ headline }) => headline)
}

test('what a command reads first is read in the open transaction, and the rest in its own', async () => {
  expect(await begun(({ read }) => read(nameOf))).toBe('lent')
  const both = ({ read }: CommandContext) => Promise.all([read(nameOf), read(nameOf)])
  expect(await begun(async (context) => String(await both(context)))).toBe('lent,own')
})

test('whoever does something else first reads what is there after it', async () => {
  expect(await begun(async ({ read }) => Promise.resolve().then(() => read(nameOf)))).toBe('own')
})

test('a refusal is the answer’s own, whether it comes at once, while reading or after it', async () => {
  const refused = { message: 'no' }
  await expect(
    begun(() => {
      throw invalid('no')
    }),
  ).rejects.toMatchObject(refused)
  await expect(
    begun(({ read }) =>
      read(async () => {
        throw invalid('no')
      }),
    ),
  ).rejects.toMatchObject(refused)
  await expect(
    begun(async ({ read }) => {
      await read(nameOf)
      throw invalid('no')
    }),
  ).rejects.toMatchObject(refused)
})
