import { type DunningLine, listDunning } from '../../../domain/billing/dunning-plan-store.js'
import { getWorkspace } from '../../../domain/people/workspace-store.js'
import { counted } from '../../../lib/counted.js'
import { dateCell } from '../cells.js'
import { defineCommand } from '../define-command.js'
import type { Action } from '../reply.js'

/** Buttons of one message. */
const BUTTONS = 8

export default defineCommand({
  name: 'dunning list',
  summary: 'Whether reminders go out by themselves, who gets one next, who is held, and who has money on account',
  example: 'dunning list',
  params: {},
  needs: 'invoice.write',
  aliases: ['dunning status'],
  risk: 'read',
  bare: true,
  run: async (context) => {
    const { automatic, lines } = await context.read(async (read) => ({
      automatic: (await getWorkspace(read)).settings['dunning'] === 'automatic',
      lines: await listDunning(read, context.today),
    }))
    const planned = lines.filter(({ held, day }) => day !== null && !held)
    return {
      headline: headlineOf(automatic, planned.length),
      ...(lines.length > 0 && {
        table: {
          columns: [
            { key: 'customer', label: 'Customer', type: 'record' as const },
            { key: 'day', label: 'Reminder on', type: 'date' as const },
            { key: 'state', label: 'State', type: 'text' as const },
            { key: 'onAccount', label: 'On account', type: 'text' as const },
          ],
          rows: lines.map(({ ref, name, day, held, onAccount }) => ({
            customer: { ref, title: name },
            day: held ? null : dateCell(day),
            state: held ? 'held' : day === null ? 'not planned' : 'planned',
            onAccount: onAccount.join(', ') || null,
          })),
        },
      }),
      actions: lines.slice(0, BUTTONS).map(holdOrRelease),
      notes: [
        '`dunning levels` says after how many days which reminder comes.',
        ...(lines.some(({ onAccount }) => onAccount.length > 0)
          ? ['Nobody is asked for what is on account: `payment allocate PAY-12 to:INV-2026-0042` says what it is for.']
          : []),
        '`invoice list overdue` shows what is past due, `invoice remind NAME` writes to one customer now.',
      ],
      data: { automatic, customers: lines },
    }
  },
})

const headlineOf = (automatic: boolean, planned: number): string =>
  automatic
    ? `Reminders go out by themselves: ${planned === 0 ? 'none is planned' : `${counted(planned, 'customer')} next`}`
    : 'No reminder goes out by itself: `dunning automatic on` changes that'

const holdOrRelease = ({ ref, name, held }: DunningLine): Action => {
  const command = held ? 'dunning release' : 'dunning hold'
  return {
    label: `${held ? 'Release' : 'Hold'} ${name}`,
    do: { command, args: { customer: ref } },
    typed: `${command} ${ref}`,
  }
}
