import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import { WHICH } from './list-question.js'
import { listReply } from './list-reply.js'

const company = optional('record', 'Customer', { record: 'company' })

const list = defineCommand({
  name: 'invoice list',
  summary: 'Invoices that are open, overdue, drafts or paid, of all customers or of one',
  example: 'invoice list overdue',
  params: { which: optional('choice', 'Which', { target: true, choices: WHICH }), company },
  needs: 'invoice.read',
  risk: 'read',
  bare: true,
  run: (context, { which, company }) => listReply(context, which, company),
})

const overdue = defineCommand({
  name: 'invoice overdue',
  summary: 'Invoices past their due date, the longest first',
  example: 'invoice overdue',
  params: { company },
  needs: 'invoice.read',
  risk: 'read',
  run: (context, { company }) => listReply(context, 'overdue', company),
})

const drafts = defineCommand({
  name: 'invoice drafts',
  summary: 'Drafts that wait to be issued',
  example: 'invoice drafts',
  params: { company },
  needs: 'invoice.read',
  risk: 'read',
  run: (context, { company }) => listReply(context, 'drafts', company),
})

export default [list, overdue, drafts]
