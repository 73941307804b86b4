import { systemClock } from '../../lib/clock.js'
import { counted } from '../../lib/counted.js'
import { answer } from '../answer.js'
import { noteBackup } from '../backup/last-backup.js'
import { fileOf, kilobyteBar, withPlace } from '../backup/where.js'
import { writeBackup } from '../backup/write-backup.js'
import { requireCompany } from '../company.js'
import { defineVerb } from '../define-verb.js'
import { untilStopped } from '../stop-signal.js'
import { version } from '../version.js'

export default defineVerb({
  name: 'backup',
  takes: 'FILE',
  summary: 'Everything but the key into one file (.tar.gz), while the service goes on; `daybook restore` reads it',
  run: async (input) => {
    const file = fileOf(input, 'backup')
    await requireCompany(input.config)
    return withPlace(input, async (place) => {
      const facts = { version: await version(), now: systemClock.now() }
      const onProgress = kilobyteBar(input.terminal, 'backup')
      const summary = await untilStopped('The backup was broken off, and no file is left of it.', (signal) =>
        writeBackup({ ...place, ...facts, file, signal, onProgress }),
      )
      await noteBackup(input.config.home, facts.now)
      const { rows, tables, files, bytes, companies } = summary
      const key = input.config.key ? 'DAYBOOK_KEY' : `${input.config.home}/key`
      answer(input.terminal, { file, ...summary }, [
        `${file}: ${counted(rows, 'row')} of ${counted(tables, 'table')}, ${counted(files, 'file')} of mail, ${Math.ceil(bytes / 1024)} kB.`,
        `It holds ${companies.join(', ') || 'no company'}, and not the key: keep ${key} too, in another place.`,
      ])
      return 0
    })
  },
})
