import { BOOKS_MOVED } from '../books-moved.js'
import { defineCheck } from '../define-check.js'
import { tieTo } from '../tie-to-control.js'

export default defineCheck({
  name: 'payables-tie',
  title: 'Payables agree with their control account',
  on: [...BOOKS_MOVED, 'close.opened'],
  run: tieTo({
    side: 'payable',
    name: 'Payables',
    holds: 'Open bills less credits and advances equal the payable control account.',
  }),
})
