import type { Tx } from '../../db/in-workspace.js'
import { type AfterReply, answered } from './case.js'
import { type BeforeAfter, changedCase } from './change-case.js'

/** The customer was answered by other means than mail from here: on the phone, in a chat, face to face. */
export const noteAnswer = (tx: Tx, caseId: string, next?: AfterReply): Promise<BeforeAfter> =>
  changedCase(tx, caseId, (one, moment) => answered(one, { byId: tx.scope.actorId, next }, moment))
