import { listFollowedOf } from '../../../domain/correspondence/mailbox-store.js'
import { countHandover, type Handover, staffLeaves } from '../../../domain/staff-leaves.js'
import { defineCommand } from '../define-command.js'
import { required, target } from '../params.js'
import { previewOf } from '../preview-hash.js'
import type { Field } from '../reply.js'

export default defineCommand({
  name: 'staff leave',
  summary: 'A colleague leaves: no more commands and notices, and what they own goes to another, who hears of it',
  example: 'staff leave dana@example.com to:ben@example.com',
  params: { staff: target('staff', 'Colleague'), to: required('record', 'Who takes over', { record: 'staff' }) },
  needs: 'staff.write',
  risk: 'consequential',
  preview: async ({ read }, { staff, to }) =>
    previewOf(
      {
        headline: `${staff.title} would leave, and ${to.title} take over`,
        text: 'They lose their roles and teams, can give no commands and get no notifications. What they did stays in their name. There is no Undo; `staff invite` lets them back in.',
        fields: handedOver(await read((scope) => countHandover(scope, staff.id))),
        notes: (await read((scope) => listFollowedOf(scope, staff.id))).map(stillFollowed),
      },
      `${staff.title} leaves`,
      { [staff.id]: staff.version },
    ),
  run: async ({ read }, { staff, to }, tx) => {
    const addresses = await read((scope) => listFollowedOf(scope, staff.id))
    const handed = await staffLeaves(tx, staff.id, to.id)
    return {
      headline: `${staff.title} has left`,
      ...(handed.length > 0 && { text: `${to.title} has now:`, fields: handedOver(handed) }),
      notes: addresses.map(stillFollowed),
      actions: addresses.flatMap((address) => [
        {
          label: `Pause ${address}`,
          do: { command: 'mailbox pause', args: { mailbox: address } },
          typed: `mailbox pause ${address}`,
        },
        {
          label: `Remove ${address}…`,
          do: { command: 'mailbox remove', args: { mailbox: address } },
          typed: `mailbox remove ${address}`,
        },
      ]),
      data: { staff: staff.ref, to: to.ref, handedOver: handed },
    }
  },
})

/** Customers may go on writing there, so it is not ended by the way. */
const stillFollowed = (address: string): string =>
  `Their mailbox ${address} goes on being followed: \`mailbox pause\` or \`mailbox remove\` ends that.`

const handedOver = (handed: readonly Handover[]): Field[] =>
  handed.length === 0
    ? [{ label: 'Handed over', value: 'nothing: they own nothing that is open' }]
    : handed.map(({ what, count }) => ({ label: `${what[0]?.toUpperCase()}${what.slice(1)}`, value: count }))
