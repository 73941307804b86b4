import { counted } from '../../lib/counted.js'
import { refused } from '../../lib/errors.js'
import { type MoveSummary, moveFiles } from '../../mail/files/move-files.js'
import { mailPlaces } from '../../mail-files.js'
import { answer } from '../answer.js'
import { kilobyteBar } from '../backup/where.js'
import { withStore } from '../company.js'
import { defineVerb } from '../define-verb.js'
import { hasSessionsElsewhere, stay } from '../other-sessions.js'
import { untilStopped } from '../stop-signal.js'

const STOPPED = 'Stopped. What was moved is in its new place; `daybook files move` goes on with the rest.'

export default defineVerb({
  name: 'files move',
  summary: 'Take raw mail and files to where DAYBOOK_FILES says, or back to the disk, while the service goes on',
  run: (input) => {
    const { main, before } = mailPlaces(input.config)
    if (before.length === 0) throw refused(NOWHERE)
    return withStore(input, async ({ db }) => {
      if (await stay(() => hasSessionsElsewhere(db)))
        throw refused(
          `Not every Daybook on this database keeps files in ${main.where}. Start each anew with the DAYBOOK_FILES of here; nothing was moved.`,
        )
      const moves = await untilStopped(STOPPED, async (signal) => {
        const done: Move[] = []
        for (const from of before) {
          const onProgress = kilobyteBar(input.terminal, 'files')
          done.push({ from: from.where, ...(await moveFiles({ db, from, to: main, signal, onProgress })) })
        }
        return done
      })
      const lines = moves.map((move) => lineOf(move, main.where))
      answer(input.terminal, { to: main.where, moves }, lines)
      return 0
    })
  },
})

type Move = { from: string } & MoveSummary

const NOWHERE =
  'Say where files are to go: DAYBOOK_FILES=s3://bucket/prefix. To take them back to the disk, leave DAYBOOK_FILES out and name the bucket in DAYBOOK_FILES_BEFORE; see docs/configuration.md.'

function lineOf({ from, moved, bytes, left }: Move, to: string): string {
  const more = left > 0 ? ` ${counted(left, 'other is', 'others are')} there still: half written once, or damaged.` : ''
  return `${counted(moved, 'file')}, ${Math.ceil(bytes / 1024)} kB, went from ${from} to ${to}.${more}`
}
