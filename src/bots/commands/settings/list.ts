import { SETTINGS, settingText, typedSetting } from '../../../domain/people/settings.js'
import { getWorkspace } from '../../../domain/people/workspace-store.js'
import { dateIn, shortDate } from '../../../lib/dates.js'
import { fieldsWith } from '../cells.js'
import { defineCommand } from '../define-command.js'

export default defineCommand({
  name: 'settings list',
  summary: 'How this company is set up, and what each setting means',
  example: 'settings list',
  params: {},
  needs: 'audit.read',
  risk: 'read',
  bare: true,
  run: async ({ read, asker }) => {
    const workspace = await read(getWorkspace)
    const { settings, baseCurrency, timeZone, liveAt } = workspace
    const rows = SETTINGS.map((setting) => ({
      setting,
      value: settingText(settings, setting, baseCurrency),
      set: typedSetting(settings, setting, baseCurrency),
    }))
    return {
      headline: `How ${workspace.name} is set up`,
      fields: fieldsWith([
        ['Currency of the books', baseCurrency],
        ['Country', workspace.country],
        ['Time zone', timeZone],
        ['Fiscal year from month', workspace.fiscalYearStart],
        ['Live', liveAt ? `since ${shortDate(dateIn(timeZone, liveAt))}` : 'not yet: nothing goes out by itself'],
      ]),
      table: {
        columns: [
          { key: 'name', label: 'Setting', type: 'text' },
          { key: 'value', label: 'Is', type: 'text' },
          { key: 'summary', label: 'What it means', type: 'text' },
        ],
        rows: rows.map(({ setting, value }) => ({ name: setting.name, value, summary: setting.summary })),
      },
      actions: asker.may('admin') ? [{ label: 'Change…', do: { form: 'settings set', args: {} } }] : [],
      data: { settings: Object.fromEntries(rows.map(({ setting, set }) => [setting.name, set])) },
    }
  },
})
