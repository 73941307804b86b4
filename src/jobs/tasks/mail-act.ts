import type { StoredMail } from '../../domain/correspondence/message-store.js'
import { carryOutAsked } from '../close-answer-asked.js'
import { carryOut } from '../close-answer-done.js'
import { readCloseAnswer } from '../close-answer-mail.js'
import { comment, discard } from '../close-answer-refused.js'
import { tellOfStrange } from '../close-answer-strange.js'
import { isTrusted } from '../close-answer-trust.js'
import { actOnQuestion } from '../close-question-answer.js'
import { defineJob, type JobContext } from '../define-job.js'
import { mailEvidence } from '../mail-evidence.js'
import { eachMail } from '../stored-mail.js'

export default defineJob({
  name: 'mail-act',
  summary:
    'Does what a verified member of staff answers to a mailed close reminder or question; anything else is a comment',
  on: ['mail.reply'],
  run: (context, data) => {
    const live = (data['live'] ?? []) as string[]
    return eachMail(context, { messageIds: live }, (mail, bytes) => act(context, mail, bytes))
  },
})

async function act(context: JobContext, mail: StoredMail, bytes: Buffer): Promise<void> {
  const answer = await readCloseAnswer(context, mail)
  if (!answer) {
    if (!(await actOnQuestion(context, mail, bytes))) await tellOfStrange(context, mail)
    return
  }
  const needs = answer.asked ? 'task.write' : 'close.write'
  const trusted = await isTrusted(context, { ...answer, needs }, bytes)
  if (!trusted.ok && trusted.forged) return discard(context, answer, trusted.problem)
  if (!trusted.ok) return comment(context, answer, trusted.problem)
  const evidence = await mailEvidence(context, mail, bytes)
  if (answer.asked) return carryOutAsked(context, answer, answer.asked, evidence)
  if (!answer.answer || !answer.task)
    return comment(context, answer, 'it does not say which task it is about, or what of it')
  await carryOut(context, answer, answer.answer, { task: answer.task, evidence })
}
