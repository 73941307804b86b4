import type { ImportRun } from '../../../domain/crm/import-run.js'
import { listRuns } from '../../../domain/crm/import-run-store.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'

const SHOWN = 25

export default defineCommand({
  name: 'import list',
  summary:
    'Files of companies, contacts and products that were taken in, the newest first; `import undo` takes one back',
  example: 'import list',
  params: {},
  needs: 'admin',
  risk: 'read',
  bare: true,
  run: async ({ read }) => {
    const runs = await read((scope) => listRuns(scope, {}, SHOWN))
    return {
      headline: runs.length === 0 ? 'No file was taken in yet' : `The last ${counted(runs.length, 'file')}`,
      table: {
        columns: [
          { key: 'run', label: 'Import', type: 'record' },
          { key: 'at', label: 'When', type: 'date' },
          { key: 'by', label: 'Who', type: 'person' },
          { key: 'created', label: 'Created', type: 'number' },
          { key: 'updated', label: 'Updated', type: 'number' },
          { key: 'state', label: 'Is', type: 'text' },
        ],
        rows: runs.map((run) => ({
          run: { ref: run.ref, title: `${run.kind} of ${run.filename}` },
          at: { at: run.beganAt },
          by: run.by && { person: run.by },
          created: run.created,
          updated: run.updated,
          state: stateOf(run),
        })),
      },
      data: {
        imports: runs.map(({ beganAt, endedAt, takenBackAt, id: _id, version: _version, ...run }) => ({
          ...run,
          beganAt: beganAt.toISOString(),
          endedAt: endedAt?.toISOString() ?? null,
          takenBackAt: takenBackAt?.toISOString() ?? null,
        })),
      },
    }
  },
})

const stateOf = ({ takenBackAt, endedAt }: ImportRun): string =>
  takenBackAt ? 'taken back' : endedAt ? 'there' : 'not ended'
