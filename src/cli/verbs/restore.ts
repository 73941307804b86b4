import { migrate } from '../../db/migrate.js'
import { counted } from '../../lib/counted.js'
import { refused } from '../../lib/errors.js'
import { answer } from '../answer.js'
import type { Manifest } from '../backup/manifest.js'
import { openManifest, readBackup } from '../backup/read-backup.js'
import { fileOf, kilobyteBar, type Place, withPlace } from '../backup/where.js'
import { defineVerb, type VerbInput } from '../define-verb.js'
import { untilStopped } from '../stop-signal.js'

export default defineVerb({
  name: 'restore',
  takes: 'FILE',
  summary: 'Put a backup back, into a home or a database that has no company yet',
  options: {
    'without-key': {
      type: 'boolean',
      summary: 'the key of the backup is lost: passwords and tokens are to be entered again',
    },
  },
  run: async (input) => {
    const file = fileOf(input, 'restore')
    // Before anything is made: what is no backup leaves no empty home behind.
    const manifest = await openManifest(file)
    return withPlace(input, async (place) => {
      requireKey(input, place, manifest)
      const server = { adminUrl: place.adminUrl, key: place.key.text }
      // As in `openStore`: a key that this home made by itself takes no server over.
      const mayRekey = input.config.key !== undefined || input.config.databaseUrl === undefined
      await migrate({ ...server, mayRekey, only: manifest.migrations })
      const onProgress = kilobyteBar(input.terminal, 'restore')
      const summary = await untilStopped('It was broken off, and nothing was restored.', (signal) =>
        readBackup({ ...server, mailFiles: place.mailFiles, file, signal, onProgress }, manifest),
      )
      const migrated = await migrate({ ...server, mayRekey })
      report(input, manifest, { ...summary, migrated: migrated.length })
      return 0
    })
  },
})

/** Found out now, and not when the first mailbox is to be opened. */
function requireKey({ config, options }: VerbInput, { key }: Place, manifest: Manifest): void {
  if (manifest.key === key.id || options['without-key'] === true) return
  throw refused(
    `The backup's passwords and tokens are sealed with another key (${manifest.key}) than the one here (${key.id}). ` +
      `Put the file \`key\` of its home in the place of ${config.home}/key, or set DAYBOOK_KEY, and restore again. Where it is lost: --without-key, and they have to be entered again.`,
  )
}

function report(
  { terminal }: VerbInput,
  manifest: Manifest,
  summary: { rows: number; files: number; migrated: number },
): void {
  const { companies, madeAt } = manifest
  const { rows, files, migrated } = summary
  answer(terminal, { madeAt, companies, ...summary }, [
    `${companies.join(', ') || 'No company'} as of ${madeAt}: ${counted(rows, 'row')} and ${counted(files, 'file')} of mail.`,
    ...(migrated > 0 ? [`Brought up to date by ${counted(migrated, 'migration')}.`] : []),
    '`daybook verify` proves the books. It is a copy to look at, and no service runs on it, until `daybook resume` lets it take the company’s place.',
  ])
}
