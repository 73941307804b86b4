import { describe, expect, it } from 'vitest'
import { commandLine, subjectLine } from '../../../src/domain/correspondence/mail-command.js'

describe('the line of a mail that may be a command', () => {
  it.each([
    ['the first that says something', '\n\n  report pipeline  \n\n-- \nHugo', 'report pipeline'],
    ['alone, a name below it is not part of it', 'report pipeline\nHugo', 'report pipeline'],
    [
      'with what a mail program broke off',
      'deal new "Acme renewal of the large framework contract" company:"Acme\nGmbH" amount:50k close:2026-12-31\n\nHugo',
      'deal new "Acme renewal of the large framework contract" company:"Acme GmbH" amount:50k close:2026-12-31',
    ],
    [
      'over several lines',
      `${'deal note DEAL-1 '.padEnd(70, 'a')}\n${'b'.repeat(71)}\nc d\nHugo`,
      `${'deal note DEAL-1 '.padEnd(70, 'a')} ${'b'.repeat(71)} c d`,
    ],
    ['not the greeting above it', 'Hi Daybook,\n\nreport pipeline\n\nHugo', 'report pipeline'],
    ['not a greeting without a sign', 'Hallo\nreport pipeline', 'report pipeline'],
    ['not a long greeting', 'Guten Morgen liebes Team!\nreport pipeline', 'report pipeline'],
    ['all the same a greeting that is all there is', 'Hello!', 'Hello!'],
    ['with what follows a greeting in one line', 'hey report pipeline\nHugo', 'hey report pipeline'],
    ['nothing of a signature below a greeting', 'Hi,\n\n-- \nHugo', ''],
    ['nothing of a quote', '> deal remove DEAL-1', ''],
    ['nothing of a signature', '-- \nHugo\nLindenhof GmbH', ''],
    ['nothing of a signature whose space was lost', '--\nHugo', ''],
    ['nothing of nothing', '\n \n', ''],
  ])('is %s', (_what, reply, line) => expect(commandLine(reply)).toBe(line))

  it.each([
    ['Re: RE: report pipeline', 'report pipeline'],
    ['AW: deal list', 'deal list'],
    ['Report: pipeline', 'Report: pipeline'],
  ])('or the subject %s', (subject, line) => expect(subjectLine(subject)).toBe(line))
})
