import { toAppError } from '../../../lib/errors.js'
import type { Reply } from '../reply.js'
import type { Answer } from '../request.js'
import type { Session } from '../session.js'
import { recordSets } from './ask-context.js'
import { instructionsFor } from './model/instructions.js'
import { type Proposal, readProposal } from './model/read-proposal.js'

/** A question is a sentence; what is longer is a text, which goes to nobody. */
const LONGEST = 500

/**
 * Words that nothing here can be read of, put to the company's language model where there is one: what it names is shown with a
 * button, and not run. Otherwise, and where it fails, the answer stays what it was, with a sentence that says so.
 */
export async function orProposed(session: Session, answer: Answer, words: string): Promise<Answer> {
  const { context, declared, deps } = session
  const { model } = deps
  if (!model || words.length > LONGEST) return answer
  try {
    const said = await model.answer(instructionsFor(declared, recordSets, context.asker), words)
    const proposal = readProposal(context, said)
    return 'none' in proposal ? noted(answer, proposal.none) : { ok: true, reply: proposed(proposal, model.name) }
  } catch (thrown) {
    const error = toAppError(thrown)
    deps.db.log.warn({ err: error, detail: error.detail, model: model.name }, 'the language model proposed nothing')
    return noted(answer, error.code === 'internal' ? 'The language model failed.' : error.userMessage)
  }
}

const proposed = ({ line, command, given }: Exclude<Proposal, { none: string }>, model: string): Reply => ({
  headline: 'I can’t read that myself. This is what the language model makes of it; nothing was run yet.',
  text: `\`${line}\``,
  actions: [{ label: 'Run it', do: { command: command.name, args: given }, typed: line }],
  notes: [`Proposed by ${model}, which was given your words and the list of commands, and nothing of the company’s.`],
  data: { proposed: line, by: model },
})

const noted = (answer: Answer, sentence: string): Answer => ({
  ...answer,
  reply: { ...answer.reply, notes: [...(answer.reply.notes ?? []), sentence] },
})
