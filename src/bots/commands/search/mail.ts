import { invalid } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import { MAIL_PARAMS, narrows, searchMail } from './mail-params.js'

export default defineCommand({
  name: 'search mail',
  summary: 'Find mail threads by words, phrases in quotes, sender, recipient, date or attachment',
  example: 'search mail "renewal offer" from:acme.com after:2026-10-01 has:attachment',
  params: { words: optional('words', 'Words', { target: true, phrases: true }), ...MAIL_PARAMS },
  needs: 'mail.read',
  risk: 'read',
  run: (context, args) => {
    if (args.words === undefined && !narrows(args))
      throw invalid('Say words, or from:, to:, before:, after: or has:attachment.')
    return searchMail(context, args)
  },
})
