import type { Tool } from '@modelcontextprotocol/server'
import type { Catalog, Command } from '../commands/define-command.js'
import type { Param } from '../commands/params.js'

type Property = { type: 'string' | 'boolean' | 'number' | 'integer'; description: string; enum?: string[] }

/** `deal move` is `deal_move` to an assistant: names of tools have no blanks. */
export const toolName = (command: Command): string => command.name.replace(' ', '_')

/** A command as an assistant sees it: what it takes as JSON Schema, and whether it changes anything. Values are words, as people type them. */
export function toolOf(command: Command, catalog: Catalog): Tool {
  const params = Object.entries(command.params)
  return {
    name: toolName(command),
    title: command.name,
    description: `${command.summary}. As typed: ${command.example}`,
    inputSchema: {
      type: 'object',
      properties: Object.fromEntries(params.map(([key, param]) => [key, propertyOf(param, catalog)])),
      required: params.filter(([, param]) => param.required).map(([key]) => key),
      additionalProperties: false,
    },
    annotations: {
      readOnlyHint: command.risk === 'read',
      destructiveHint: command.risk === 'consequential',
      openWorldHint: false,
    },
  }
}

function propertyOf(param: Param, catalog: Catalog): Property {
  const empties = param.clearable ? ' “none” empties it.' : ''
  const description = `${param.label}: ${howToSay(param, catalog)}${param.hint ? ` (${param.hint})` : ''}.${empties}`
  if (param.type === 'choice' && param.choices && !param.clearable)
    return { type: 'string', description, enum: [...param.choices] }
  return { type: typeOf(param), description }
}

/** What may be emptied by a word is a word. */
function typeOf({ type, clearable }: Param): Property['type'] {
  if (clearable) return 'string'
  if (type === 'flag') return 'boolean'
  if (type === 'integer') return 'integer'
  return type === 'number' || type === 'percent' ? 'number' : 'string'
}

function howToSay(param: Param, catalog: Catalog): string {
  if (param.type === 'record')
    return `a ${(param.record && catalog.kinds.get(param.record)?.one) ?? 'record'}, by reference or name`
  return HOW_TO_SAY[param.type] ?? 'text'
}

const HOW_TO_SAY: Partial<Record<Param['type'], string>> = {
  amount: 'an amount such as 50k, 1,200.50 or EUR 4500',
  date: 'a date such as 2026-10-31, today, next friday or +14d',
  month: 'a month such as 2026-10 or last month',
  integer: 'a whole number',
  number: 'a number',
  percent: 'per cent, 0 to 100',
  compared: 'a value or what it is compared with, such as >10k, 10k..50k, <2026-12-31 or this-quarter',
  email: 'a mail address',
  flag: 'yes or no',
  choice: 'one of the choices',
}
