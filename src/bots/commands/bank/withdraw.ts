import { withdrawStatement } from '../../../domain/banking/withdraw-statement.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'bank withdraw',
  summary: 'Take an imported statement back with its lines, while none of them is matched',
  example: 'bank withdraw STMT-12',
  params: { statement: target('bank-statement', 'Statement') },
  needs: 'bank.write',
  risk: 'reversible',
  run: async (_context, { statement }, tx) => {
    const lines = await withdrawStatement(tx, statement)
    return {
      headline: `${statement.ref} is taken back with ${counted(lines, 'line')}`,
      text: 'Import its file again to have it back.',
      data: { statement: statement.ref, lines },
    }
  },
})
