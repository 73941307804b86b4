import { readLogo } from '../../../documents/read-logo.js'
import { letterheadOf } from '../../../domain/billing/letterhead.js'
import { settingChange } from '../../../domain/people/settings.js'
import { getWorkspace, saveSettings } from '../../../domain/people/workspace-store.js'
import { invalid, refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { openFile } from '../files.js'
import { optional } from '../params.js'

const LOGO = { key: 'letterhead.logo' }

export default defineCommand({
  name: 'settings logo',
  summary: 'The logo on invoices, quotes and statements: a PNG or JPEG of at most 200 kB',
  example: 'settings logo lindenhof.png',
  params: {
    file: optional('text', 'Logo', {
      target: true,
      upload: 1,
      hint: 'A path in the terminal; in Slack attach it to a direct message',
    }),
    clear: optional('flag', 'Take it away'),
  },
  needs: 'admin',
  risk: 'reversible',
  run: async ({ files, read }, { file, clear }, tx) => {
    const { settings } = await read(getWorkspace)
    const before = letterheadOf(settings).logo
    if (clear) {
      if (before === undefined) throw refused('There is no logo to take away.')
      await saveSettings(tx, settingChange(settings, LOGO, null))
      return { headline: 'Documents have no logo any more', data: { logo: null } }
    }
    const { name, bytes } = await openFile(files, file)
    const logo = await readLogo(bytes)
    if (!logo.ok) throw invalid(`${name} can't be the logo. ${logo.problem}`)
    await saveSettings(tx, settingChange(settings, LOGO, logo.value))
    return {
      headline: `${name} is on invoices, quotes and statements from now on`,
      // The one before was a file of somebody's: it is given again.
      ...(before === undefined
        ? { undo: { command: 'settings logo', args: { clear: true }, versions: {} } }
        : { notes: ['It takes the place of the one before.'] }),
      data: { logo: name, bytes: bytes.length },
    }
  },
})
