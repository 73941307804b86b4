import { readSetting, SETTINGS, settingChange, settingText, typedSetting } from '../../../domain/people/settings.js'
import { getWorkspace, saveSettings } from '../../../domain/people/workspace-store.js'
import { invalid, refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'

export default defineCommand({
  name: 'settings set',
  summary: 'Change a setting of the company, or take it away',
  example: 'settings set journal-limit value:10000',
  params: {
    setting: required('choice', 'Setting', { target: true, choices: SETTINGS.map(({ name }) => name) }),
    value: optional('text', 'Value'),
    clear: optional('flag', 'Take it away'),
  },
  needs: 'admin',
  risk: 'reversible',
  run: async ({ asker, read }, { setting: name, value, clear }, tx) => {
    const setting = SETTINGS.find((each) => each.name === name)
    if (!setting || !asker.may(setting.needs)) throw refused(`${name} is not yours to change.`)
    if (setting.changedBy)
      throw refused(`${name} is changed by ${setting.changedBy}, which does all that follows from it.`)
    if ((value === undefined) !== (clear ?? false)) throw invalid(`Say value: for what ${name} is to be, or clear:yes.`)
    const { settings, baseCurrency } = await read(getWorkspace)
    const kept = value === undefined ? null : readSetting(setting, value, baseCurrency)
    const change = settingChange(settings, setting, kept)
    await saveSettings(tx, change)
    const before = typedSetting(settings, setting, baseCurrency)
    const after = { ...settings, ...change }
    return {
      headline: `${name}: ${settingText(after, setting, baseCurrency)}`,
      text: setting.summary,
      changes: [
        {
          label: name,
          before: settingText(settings, setting, baseCurrency),
          after: settingText(after, setting, baseCurrency),
        },
      ],
      undo: {
        command: 'settings set',
        args: { setting: name, ...(before === null ? { clear: true } : { value: before }) },
        versions: {},
      },
      data: { setting: name, before, after: typedSetting(after, setting, baseCurrency) },
    }
  },
})
