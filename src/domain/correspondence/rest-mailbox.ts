import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { refused } from '../../lib/errors.js'
import { dropSecret } from '../people/secret-store.js'
import type { Mailbox } from './mailbox.js'
import { pauseLease } from './mailbox-lease.js'

const NOW_STATUS = { paused: 'paused already', removed: 'removed' } as const

/** Nobody fetches from it or sends by it until it goes on; whoever follows it just now stops at the next look. Throws `refused`. */
export async function pauseMailbox(tx: Tx, mailbox: Mailbox): Promise<void> {
  if (mailbox.status === 'paused' || mailbox.status === 'removed')
    throw refused(`${mailbox.address} is ${NOW_STATUS[mailbox.status]}.`)
  if (mailbox.kind === 'drop')
    throw refused(`${mailbox.address} is the drop address: mail is handed over to it, not fetched.`)
  await setStatus(tx, mailbox, { status: 'paused', lastError: null, failingSince: null })
  await pauseLease(sqlInTx(tx), mailbox.id, true)
}

/** It is fetched again from where it was. Throws `refused` for one that does not rest. */
export async function resumeMailbox(tx: Tx, mailbox: Mailbox): Promise<void> {
  if (mailbox.status !== 'paused') throw refused(`${mailbox.address} is not paused.`)
  await setStatus(tx, mailbox, { status: 'new', lastError: null, failingSince: null })
  await pauseLease(sqlInTx(tx), mailbox.id, false)
}

/**
 * Ends it: its password or sign-in is deleted, nobody fetches or sends by it any more. What is logged of it stays, with what
 * colleagues see of it. Throws `refused`.
 */
export async function removeMailbox(tx: Tx, mailbox: Mailbox): Promise<void> {
  if (mailbox.status === 'removed') throw refused(`${mailbox.address} is removed already.`)
  if (mailbox.kind === 'drop')
    throw refused(`${mailbox.address} is the drop address: leave DROP_ADDRESS out to end it.`)
  await setStatus(tx, mailbox, {
    status: 'removed',
    lastError: null,
    failingSince: null,
    secretId: null,
    smtpUrl: null,
    support: false,
  })
  await pauseLease(sqlInTx(tx), mailbox.id, true)
  if (mailbox.secretId !== null) await dropSecret(tx, mailbox.secretId)
}

type Change = Partial<Pick<Mailbox, 'status' | 'lastError' | 'secretId' | 'smtpUrl' | 'support'>> & {
  failingSince: null
}

const setStatus = (tx: Tx, { id }: Mailbox, data: Change) =>
  tx.prisma.mailbox.update({ where: { workspaceId_id: { workspaceId: tx.scope.workspaceId, id } }, data })
