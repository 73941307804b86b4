import type { AddressHealth, BounceKind } from '../../../domain/correspondence/bounce.js'
import { findHolder, listBounces } from '../../../domain/correspondence/bounce-store.js'
import { addressKey } from '../../../lib/address-key.js'
import { fieldsWith, recordCell } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'

const STATES: Record<AddressHealth, string> = {
  ok: 'mail reaches it, as far as I know',
  soft: 'it refused mail lately',
  invalid: 'mail does not reach it',
}
const KINDS: Record<BounceKind, string> = { hard: 'does not exist', soft: 'refused for now', complaint: 'complained' }

export default defineCommand({
  name: 'address show',
  summary: 'Whose address it is, whether mail reaches it, and what came back from it',
  example: 'address show ada@acme.com',
  params: { address: required('email', 'Address', { target: true }) },
  needs: 'contact.read',
  bare: true,
  risk: 'read',
  run: async (context, { address }) => {
    const key = addressKey(address)
    const { holder, bounces } = await context.read(async (read) => ({
      holder: await findHolder(read, key),
      bounces: await listBounces(read, key),
    }))
    const health = bounces.some(({ kind }) => kind === 'hard') ? 'invalid' : (holder?.health ?? 'ok')
    const complained = bounces.some(({ kind }) => kind === 'complaint')
    const unknown = holder === null && bounces.length === 0
    return {
      headline: `${address}: ${unknown ? 'nobody that I know' : complained ? 'its owner complained about our mail' : STATES[health]}`,
      fields: fieldsWith([
        ['Contact', recordCell(holder?.contact ?? null)],
        ['Company', recordCell(holder?.company ?? null)],
      ]),
      ...(bounces.length > 0 && {
        table: {
          columns: [
            { key: 'at', label: 'When', type: 'date' as const },
            { key: 'kind', label: 'What', type: 'text' as const },
            { key: 'said', label: 'Their server says', type: 'text' as const },
          ],
          rows: bounces.map(({ at, kind, said }) => ({ at: { at }, kind: KINDS[kind], said })),
        },
        actions: [
          {
            label: 'The address is fine',
            do: { command: 'address trust', args: { address } },
            typed: `address trust ${address}`,
          },
        ],
      }),
      ...(unknown && context.asker.may('contact.write')
        ? {
            actions: [
              {
                label: 'Add contact',
                do: { form: 'contact new', args: { email: address } },
                typed: `contact new email:${address}`,
              },
            ],
          }
        : {}),
      data: { address, health, bounces: bounces.map(({ at, ...bounce }) => ({ ...bounce, at: at.toISOString() })) },
    }
  },
})
