import type { Twin } from '../../domain/crm/duplicate-store.js'
import type { Done } from './define-command.js'

/** Before a second one is made: what there is already, with a button to use it and one to make it anyway. */
export function twinsQuestion(
  noun: 'company' | 'contact',
  twins: readonly Twin[],
  anyway: { command: string; args: Readonly<Record<string, unknown>> },
): Done {
  const [first] = twins
  const said = first && sentence(first)
  return {
    asks: true,
    headline: `There may be this ${noun} already: ${said ?? ''}`,
    table: {
      columns: [
        { key: 'record', label: noun, type: 'record' },
        { key: 'why', label: 'Why', type: 'text' },
        { key: 'detail', label: noun === 'company' ? 'Owner' : 'Company', type: 'text' },
      ],
      rows: twins.map(({ ref, name, why, detail }) => ({ record: { ref, title: name }, why, detail })),
    },
    actions: [
      ...twins.slice(0, 3).map(({ ref, name }) => ({
        label: `Use ${ref} ${name}`,
        do: { command: `${noun} show`, args: { [noun]: ref } },
        typed: `${noun} show ${ref}`,
      })),
      { label: 'Make it anyway', do: anyway },
    ],
    notes: ['Give the command again with `anyway:yes` to make it all the same.'],
    data: { made: false, twins: twins.map(({ ref, name, why }) => ({ ref, name, why })) },
  }
}

/** "mail from acme.com belongs to Acme (CO-3)." */
const sentence = ({ ref, name, why }: Twin): string =>
  why.startsWith('mail from ')
    ? `${why} belongs to ${name} (${ref}).`
    : why.endsWith(' is theirs')
      ? `${why.replace(/ is theirs$/, '')} belongs to ${name} (${ref}).`
      : `${name} (${ref}), ${why}.`
