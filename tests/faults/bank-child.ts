/** A worker of its own for `bank-kill.test.ts`: imports a statement, matches its lines, and is killed somewhere in between. */
import { openDatabase } from '../../src/db/database.js'
import { inWorkspace } from '../../src/db/in-workspace.js'
import { importStatements } from '../../src/domain/banking/import-statements.js'
import { matchOpenLines } from '../../src/domain/banking/match-open-lines.js'
import { systemClock } from '../../src/lib/clock.js'
import { randomIds } from '../../src/lib/ids.js'
import { makeLogger } from '../../src/lib/logger.js'
import { longStatement } from './bank-statement.js'

const [appUrl = '', readerUrl = '', workspaceId = '', numbers = ''] = process.argv.slice(2)
const db = openDatabase({
  appUrl,
  readerUrl,
  clock: systemClock,
  ids: randomIds,
  log: makeLogger('silent'),
  poolSize: 2,
})
const scope = { workspaceId, actorId: null, via: 'job' as const }
process.stdout.write('begins\n')
await inWorkspace(db, scope, (tx) => importStatements(tx, longStatement(numbers.split(' '))))
process.stdout.write('imported\n')
await matchOpenLines(db, scope, (done) => void process.stdout.write(`matched ${done}\n`))
await db.close()
