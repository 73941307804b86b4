import { listFiles } from '../../../domain/payables/bill-file-store.js'
import { addFile, takeOff } from '../bill/files.js'
import { defineCommand } from '../define-command.js'
import { openFiles } from '../file/open-files.js'
import { optional, target } from '../params.js'

const receipt = defineCommand({
  name: 'expense receipt',
  summary: 'Put the receipt on an expense: a photograph or a file',
  example: 'expense receipt EXP-3 file:taxi.pdf',
  params: {
    expense: target('expense', 'Expense'),
    file: optional('text', 'File', {
      upload: 1,
      hint: 'A path in the terminal; in Slack attach it to a direct message',
    }),
    sent: optional('record', 'Sent before', { record: 'bill-file' }),
  },
  needs: 'expense.write',
  risk: 'reversible',
  run: (context, { expense, file: path, sent }, tx) => addFile(context, tx, expense, { sent, path }),
})

const file = defineCommand({
  name: 'expense file',
  summary: 'The receipt of an expense, to be opened',
  example: 'expense file EXP-3',
  params: { expense: target('expense', 'Expense') },
  needs: 'expense.read',
  risk: 'read',
  run: async (context, { expense }) =>
    openFiles(context, expense.ref, await context.read((read) => listFiles(read, { billId: expense.id }))),
})

const detach = defineCommand({
  name: 'expense detach',
  summary: 'Take a receipt off an expense that isn’t approved yet',
  example: 'expense detach FILE-12',
  params: { file: target('bill-file', 'File') },
  needs: 'expense.write',
  risk: 'reversible',
  run: (context, { file: { id } }, tx) => takeOff(context, tx, id),
})

export default [receipt, file, detach]
