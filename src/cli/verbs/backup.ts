import { systemClock } from '../../lib/clock.js'
import { counted } from '../../lib/counted.js'
import { fileOf, kilobyteBar, withPlace } from '../backup/where.js'
import { writeBackup } from '../backup/write-backup.js'
import { defineVerb } from '../define-verb.js'
import { untilStopped } from '../stop-signal.js'
import { version } from '../version.js'

export default defineVerb({
  name: 'backup',
  takes: 'FILE',
  summary: 'Everything but the key into one file (.tar.gz), while the service goes on; `daybook restore` reads it',
  run: (input) =>
    withPlace(input, async (place) => {
      const file = fileOf(input, 'backup')
      const facts = { version: await version(), now: systemClock.now() }
      const onProgress = kilobyteBar(input.terminal, 'backup')
      const summary = await untilStopped('The backup was broken off, and no file is left of it.', (signal) =>
        writeBackup({ ...place, ...facts, file, signal, onProgress }),
      )
      if (input.terminal.json) input.terminal.out(JSON.stringify({ ok: true, file, ...summary }))
      else {
        input.terminal.out(
          `${file}: ${counted(summary.rows, 'row', 'rows')} of ${counted(summary.tables, 'table', 'tables')}, ${counted(summary.files, 'file', 'files')} of mail, ${Math.ceil(summary.bytes / 1024)} kB.`,
        )
        input.terminal.out(
          `It holds ${summary.companies.join(', ') || 'no company'}, and not the key: keep ${input.config.key ? 'DAYBOOK_KEY' : `${input.config.home}/key`} too, in another place.`,
        )
      }
      return 0
    }),
})
