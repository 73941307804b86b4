import { readWorkspace } from '../../db/sql-workspace.js'
import { foundCompany } from '../../domain/found-company.js'
import { addStaff } from '../../domain/people/add-staff.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { answer } from '../answer.js'
import { terminalScope, withNewStore } from '../company.js'
import { defineVerb, need, textOption, UsageError, type VerbInput } from '../define-verb.js'

export default defineVerb({
  name: 'setup',
  words: ['init'],
  summary: 'Make a company: its books, its pipeline, its first admin',
  options: {
    company: { type: 'string', value: 'NAME', summary: 'the legal entity' },
    currency: { type: 'string', value: 'USD', summary: 'of the books (ISO 4217)' },
    country: { type: 'string', value: 'US', summary: 'holidays, taxes, chart of accounts (ISO 3166-1)' },
    admin: { type: 'string', value: 'EMAIL', summary: 'the first member of staff' },
    'fiscal-year-start': { type: 'string', value: 'MM', summary: 'month in which the fiscal year starts; default 01' },
    tz: { type: 'string', value: 'ZONE', summary: 'the company’s time zone; default UTC' },
  },
  run: (input) => {
    const { admin, ...company } = readCompany(input)
    return withNewStore(input, async ({ db }) => {
      const year = db.clock.now().getUTCFullYear()
      const id = await foundCompany(db, {
        company,
        years: [year - 1, year, year + 1],
        fill: async (tx) => {
          await addStaff(tx, { email: admin, name: admin.split('@')[0] ?? admin, roles: ['admin', 'controller'] })
        },
      })
      const { slug } = await readWorkspace(db, terminalScope(id), getWorkspace)
      const next = ['daybook staff add …', 'daybook mailbox add …', 'daybook serve', 'daybook go-live']
      answer(
        input.terminal,
        { workspaceId: id, workspace: slug },
        `${company.name} is set up as ${slug}, quiet until \`daybook go-live\`. Next: ${next.join(' · ')}`,
      )
      return 0
    })
  },
})

function readCompany(input: VerbInput) {
  const timeZone = textOption(input, 'tz')
  return {
    admin: need(input, 'admin'),
    name: need(input, 'company'),
    baseCurrency: need(input, 'currency'),
    country: need(input, 'country'),
    fiscalYearStart: readMonth(textOption(input, 'fiscal-year-start') ?? '01'),
    ...(timeZone ? { timeZone } : {}),
  }
}

function readMonth(text: string): number {
  if (!/^(0?[1-9]|1[0-2])$/.test(text))
    throw new UsageError(`--fiscal-year-start is a month from 01 to 12, not "${text}".`)
  return Number(text)
}
