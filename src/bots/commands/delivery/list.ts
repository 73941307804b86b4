import { type DeliveryLine, listDeliveries } from '../../../domain/correspondence/delivery-list-store.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import type { Action } from '../reply.js'

const SHOWN = 20
/** Mails that are asked about in one message, two buttons each. */
const ASKED = 5

const STATES: Record<DeliveryLine['state'], string> = {
  sent: 'sent',
  sending: 'on its way',
  uncertain: 'nobody knows: sent or not?',
  failed: 'did not go out',
}

export default defineCommand({
  name: 'delivery list',
  summary: 'Mails that I sent, with those first of which nobody is sure whether they went out',
  example: 'delivery list',
  params: {},
  needs: 'invoice.write',
  aliases: ['delivery status'],
  risk: 'read',
  bare: true,
  run: async ({ read, asker }) => {
    const mine = asker.may('invoice.send') ? {} : { ownerId: asker.id }
    const lines = await read((scope) => listDeliveries(scope, { ...mine, limit: SHOWN }))
    const unsure = lines.filter(({ state }) => state === 'uncertain')
    if (lines.length === 0) return { headline: 'I have sent no mail yet', data: { deliveries: [] } }
    return {
      headline:
        unsure.length > 0
          ? `${counted(unsure.length, 'mail waits', 'mails wait')} for your word: sent or not?`
          : `The last ${counted(lines.length, 'mail')} that I sent`,
      table: {
        columns: [
          { key: 'to', label: 'To', type: 'text' },
          { key: 'at', label: 'When', type: 'date' },
          { key: 'state', label: 'State', type: 'text' },
          { key: 'said', label: 'Their server says', type: 'text' },
        ],
        rows: lines.map(({ recipient, at, state, said }) => ({
          to: recipient,
          at: { at },
          state: STATES[state],
          said,
        })),
      },
      actions: unsure.slice(0, ASKED).flatMap(wordOn),
      data: { deliveries: lines.map(({ at, ...line }) => ({ ...line, at: at.toISOString() })) },
    }
  },
})

const wordOn = ({ id, recipient, repeatable }: DeliveryLine): Action[] => [
  { label: `Sent: ${recipient}`, do: { command: 'delivery sent', args: { mail: id } }, typed: `delivery sent ${id}` },
  ...(repeatable
    ? [{ label: 'Send again', do: { command: 'delivery again', args: { mail: id } }, typed: `delivery again ${id}` }]
    : []),
]
