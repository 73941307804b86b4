import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { invalid, refused } from '../../lib/errors.js'
import { fromDecimal, money, toDecimal } from '../../lib/money.js'
import { no, type Result } from '../../lib/result.js'
import { valid } from '../../lib/valid.js'
import { listAccounts } from '../ledger/account-store.js'
import { baseCurrencyOf } from '../ledger/base-rate.js'
import { chartFor } from '../ledger/chart.js'
import { getWorkspace } from '../people/workspace-store.js'
import type { CloseKind } from './close-span.js'
import { shippedTasks, shippedVersion } from './shipped-template.js'
import { readScope } from './signed-scope.js'
import type { WrittenTask, WrittenTemplate } from './template-file.js'
import { checkTemplate, readWorkday, writeWorkday } from './template-rules.js'
import { asStored, loadTemplate, ownTemplate, type StoredTemplateTask, saveTemplateTasks } from './template-store.js'
import { updateTasks } from './update-template.js'

/** The template of a kind as people write it. */
export async function writtenTemplate(tx: Tx, kind: CloseKind): Promise<WrittenTemplate> {
  const { name, tasks } = await loadTemplate(tx, kind)
  const emails = await emailsOf(tx)
  const currency = await baseCurrencyOf(tx)
  return { name, kind, tasks: tasks.map((task) => written(task, emails, currency)) }
}

/**
 * Puts these tasks in place of a template's. Closes that are open keep theirs. Throws `invalid` with the task and what is wrong, and
 * changes nothing then.
 */
export async function replaceTemplate(tx: Tx, template: WrittenTemplate, checks: readonly string[]): Promise<void> {
  const tasks = await readTasks(tx, template.tasks, checks)
  await saveTemplateTasks(tx, await ownTemplate(tx, template.kind), tasks)
}

/** What is new in the shipped template of a kind, put into the company's own; null where it has all of it. */
export async function planUpdate(
  tx: Tx,
  kind: CloseKind,
  checks: readonly string[],
): Promise<{ before: WrittenTemplate; after: WrittenTemplate; to: number } | null> {
  const before = await writtenTemplate(tx, kind)
  const { shipped: from } = await loadTemplate(tx, kind)
  const to = shippedVersion(kind)
  if (from >= to) return null
  const currency = await baseCurrencyOf(tx)
  const shippedAs = (version: number) =>
    shippedTasks(kind, version).map((task) => written(asStored(task), new Map(), currency))
  const tasks = updateTasks({ own: before.tasks, from: shippedAs(from), to: shippedAs(to) })
  const sound = checkTemplate(tasks, checks)
  if (!sound.ok) throw refused(`What is new doesn’t go with your tasks: ${sound.problem} Change that, and try again.`)
  return { before, after: { ...before, tasks }, to }
}

/** Checks them, and finds the roles and people they name. Throws `invalid`. */
export async function readTasks(
  tx: Tx,
  tasks: readonly WrittenTask[],
  checks: readonly string[],
): Promise<StoredTemplateTask[]> {
  valid(checkTemplate(tasks, checks))
  const roles = new Set((await tx.prisma.role.findMany({ select: { name: true } })).map(({ name }) => name))
  const staff = await tx.prisma.staff.findMany({ where: { active: true }, select: { id: true, email: true } })
  const find = (key: string, who: string): { role: string | null; department: string | null; id: string | null } => {
    const [, department] = /^department[ :]\s*(.+)$/i.exec(who.trim()) ?? []
    if (department) return { role: null, department: department.trim(), id: null }
    const person = staff.find(({ email }) => email === who.trim().toLowerCase())
    if (person) return { role: null, department: null, id: person.id }
    if (roles.has(who.trim())) return { role: who.trim(), department: null, id: null }
    throw invalid(`${key}: "${who}" is no role, no \`department …\` and no colleague’s address.`)
  }
  const cover = await coverReader(tx)
  return tasks.map((task) => {
    const owner = find(task.key, task.owner)
    const reviewer = task.reviewer ? find(task.key, task.reviewer) : null
    if (reviewer?.department) throw invalid(`${task.key}: a reviewer is a role or a colleague.`)
    return {
      key: task.key,
      title: task.title.trim(),
      dueWorkday: readWorkday(task.due) ?? 0,
      ownerRole: owner.role,
      ownerDepartment: owner.department,
      ownerId: owner.id,
      reviewerRole: reviewer?.role ?? null,
      reviewerId: reviewer?.id ?? null,
      dependsOn: task.after ?? [],
      checkName: task.check ?? null,
      evidenceRequired: task.evidence ?? false,
      ...cover(task),
    }
  })
}

/** Reads what sign-offs cover against the company's chart. */
async function coverReader(tx: Tx) {
  const { baseCurrency, country } = await getWorkspace(sqlInTx(tx))
  const accounts = await listAccounts(sqlInTx(tx))
  const purposes = [...new Set([...chartFor(country), ...accounts].flatMap(({ purpose }) => purpose ?? []))]
  return ({ key, accounts: words = [], tolerance, quiet }: WrittenTask) => ({
    accounts: valid(named(key, readScope(words, accounts, purposes))),
    toleranceMinor: tolerance === undefined ? null : toleranceOf(key, tolerance, baseCurrency),
    quietMinutes: quiet ?? null,
  })
}

const named = <T>(key: string, result: Result<T>): Result<T> => (result.ok ? result : no(`${key}: ${result.problem}`))

function toleranceOf(key: string, text: string, currency: string): bigint {
  const plain = text.replace(/[,\s']/g, '').replace(currency, '')
  if (/^\d{1,12}(\.\d{1,3})?$/.test(plain)) return fromDecimal(plain, currency).minor
  throw invalid(`${key}: the tolerance "${text}" is no amount, like 50.00.`)
}

/** The same template without one task, which nothing may wait for. Throws `refused`. */
export function without(template: WrittenTemplate, key: string): WrittenTemplate {
  if (!template.tasks.some((task) => task.key === key)) throw refused(`The template has no task "${key}".`)
  const waiting = template.tasks.find(({ after = [] }) => after.includes(key))
  if (waiting) throw refused(`${waiting.key} comes after ${key}: change that first.`)
  return { ...template, tasks: template.tasks.filter((task) => task.key !== key) }
}

async function emailsOf(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const staff = await tx.prisma.staff.findMany({ select: { id: true, email: true } })
  return new Map(staff.map(({ id, email }) => [id, email]))
}

function written(task: StoredTemplateTask, emails: ReadonlyMap<string, string>, currency: string): WrittenTask {
  const owner = task.ownerId ? emails.get(task.ownerId) : undefined
  const reviewer = task.reviewerId ? emails.get(task.reviewerId) : task.reviewerRole
  return {
    key: task.key,
    title: task.title,
    due: writeWorkday(task.dueWorkday),
    owner: owner ?? (task.ownerDepartment ? `department ${task.ownerDepartment}` : (task.ownerRole ?? '')),
    ...(reviewer ? { reviewer } : {}),
    ...(task.dependsOn.length > 0 ? { after: task.dependsOn } : {}),
    ...(task.checkName ? { check: task.checkName } : {}),
    ...(task.evidenceRequired ? { evidence: true } : {}),
    ...(task.accounts.length > 0 ? { accounts: task.accounts } : {}),
    ...(task.toleranceMinor === null ? {} : { tolerance: toDecimal(money(task.toleranceMinor, currency)) }),
    ...(task.quietMinutes === null ? {} : { quiet: task.quietMinutes }),
  }
}
