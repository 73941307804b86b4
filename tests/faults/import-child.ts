/** A process for `import-kill.test.ts`: takes in a file, says after each chunk that it goes on, and is killed in the midst. */
import { openDatabase } from '../../src/db/database.js'
import { readFile } from '../../src/imports/read-file.js'
import { loadKinds } from '../../src/imports/registry.js'
import { runImport } from '../../src/imports/run-import.js'
import { systemClock } from '../../src/lib/clock.js'
import { randomIds } from '../../src/lib/ids.js'
import { makeLogger } from '../../src/lib/logger.js'

const [appUrl = '', readerUrl = '', workspaceId = '', name = '', content = ''] = process.argv.slice(2)
const log = makeLogger('silent')
const db = openDatabase({ appUrl, readerUrl, clock: systemClock, ids: randomIds, log, poolSize: 2 })
const kind = (await loadKinds()).find((each) => each.name === name)
if (!kind || 'take' in kind) throw new Error(`There is no kind ${name}`)
const records = readFile(kind, { name: 'file.csv', bytes: Buffer.from(content) })
await runImport(
  {
    db,
    scope: { workspaceId, actorId: null, via: 'import' },
    kind: { ...kind, chunk: 10 },
    context: { baseCurrency: 'EUR', country: 'DE', create: new Set(['accounts', 'companies']), cutover: null },
    dryRun: false,
    onProgress: (done) => process.stdout.write(`${done}\n`),
  },
  records,
)
await db.close()
