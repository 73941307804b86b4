import { runWords } from '../ask/run-words.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'

export default defineCommand({
  name: 'report ask',
  summary: 'A question in words: I show the command that it became, and ask where it can be read two ways',
  example: 'report ask open deals over 10k by owner this quarter',
  params: { words: required('words', 'Question', { target: true }) },
  needs: 'report.read',
  risk: 'read',
  otherwise: true,
  run: (context, { words }) => runWords(context, words),
})
