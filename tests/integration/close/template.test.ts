import { expect, test } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import { shippedTasks, shippedVersion } from '../../../src/domain/close/shipped-template.js'
import { closeWorld } from './close-world.js'

// Before anybody's morning: nothing is sent to them at night.
const world = await closeWorld('2026-11-10T04:00:00Z')
const deps = { db: world.db, catalog: await loadCatalog() }
const who = { workspaceId: world.scope.workspaceId, staffId: world.staff['carl'] ?? '', via: 'terminal' as const }

async function ask(text: string): Promise<{ ok: boolean; said: string; undo?: string | undefined }> {
  const first = await dispatch(deps, { who, input: { text } })
  const { ok, reply } = first.confirm ? await dispatch(deps, { who, input: { action: first.confirm } }) : first
  const undo = reply.actions?.find(({ label }) => label === 'Undo')?.id
  return { ok, said: JSON.stringify([first.reply, reply]), undo }
}
const keys = async (kind = 'month') =>
  (
    await world.read(
      ({ sql }) => sql<{ key: string }[]>`
        select t.key from close_template_task t join close_template c on c.id = t.template_id where c.kind = ${kind} order by t.position`,
    )
  ).map(({ key }) => key)
const heard = async () => (await world.slack.stored('carl')).map(({ text }) => text)
const asksFor = () => world.change((tx) => tx.outbox('close.template', {}))

test('a company of an earlier version is told once, by day, and gets what is new beside its own', async () => {
  const old = shippedTasks('month', 1).map(({ key }) => key)
  await world.change(async (tx) => {
    await tx.prisma.closeTemplateTask.deleteMany({ where: { template: { kind: 'month' }, key: { notIn: old } } })
    await tx.prisma.closeTemplateTask.updateMany({
      where: { key: 'flux' },
      data: { checkName: null, title: 'Our flux', dependsOn: ['receivables', 'accruals', 'payroll', 'recurring'] },
    })
    await tx.prisma.closeTemplateTask.updateMany({
      where: { key: 'sign-off' },
      data: { dependsOn: ['flux', 'won-deals'] },
    })
    await tx.prisma.closeTemplate.updateMany({ where: { kind: 'month' }, data: { shippedVersion: 1 } })
  })
  await asksFor()
  await world.work()
  expect(await heard()).toEqual([])
  world.clock.set(new Date('2026-11-10T09:00:00Z'))
  for (const _ of [1, 2]) {
    await asksFor()
    await world.work()
  }
  expect((await heard()).filter((text) => text.includes('There is more for your close of a month'))).toHaveLength(1)

  expect((await ask('close template')).said).toContain('What is new?')
  const before = await keys()
  const done = await ask('close template-update')
  expect(done, done.said).toMatchObject({ ok: true })
  expect(done.said).toContain('suspense-zero')
  expect(await keys()).toContain('suspense')
  const flux = await world.change((tx) => tx.prisma.closeTemplateTask.findFirst({ where: { key: 'flux' } }))
  expect(flux).toMatchObject({ title: 'Our flux', checkName: 'flux-explained' })
  expect((await ask('close template-update')).said).toContain('has all that is new already')

  await dispatch(deps, { who, input: { action: done.undo ?? '' } })
  expect(await keys()).toEqual(before)
  expect(await ask('close template-update')).toMatchObject({ ok: true })
})

test('the first change of a template taken back leaves what every company begins with', async () => {
  await world.change(async (tx) => {
    await tx.prisma.closeTemplateTask.deleteMany({ where: { template: { kind: 'quarter' } } })
    await tx.prisma.closeTemplate.deleteMany({ where: { kind: 'quarter' } })
  })
  const shipped = shippedTasks('quarter', shippedVersion('quarter')).map(({ key }) => key)
  const done = await ask('close template-set leases kind:quarter title:"Review leases" due:WD+3 owner:finance')
  expect(await keys('quarter')).toEqual([...shipped, 'leases'])
  await dispatch(deps, { who, input: { action: done.undo ?? '' } })
  // As before: no template of its own, so that what every company begins with applies.
  expect(await keys('quarter')).toEqual([])
  expect(await world.read(({ sql }) => sql`select 1 from close_template where kind = 'quarter'`)).toHaveLength(0)
  const { said } = await ask('close template quarter')
  for (const key of shipped) expect(said).toContain(`"${key}"`)
  expect(said).not.toContain('leases')
})
