import type { FluxLine } from '../../../domain/close/flux.js'
import type { Action } from '../reply.js'

/** The word is asked for in the form. */
export const explainButton = ({ code, name }: Pick<FluxLine, 'code' | 'name'>, month: string): Action => ({
  label: `Explain ${code} ${name}`,
  do: { form: 'close explain', args: { account: code, close: month } },
  typed: `close explain ${code} close:${month}`,
})
