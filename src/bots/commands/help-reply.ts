import { typedAction } from './actions.js'
import type { Command } from './define-command.js'
import { commandsOf, type Found, nounsOf, type Vocabulary, verbOf } from './grammar/find-command.js'
import { NOUNS } from './grammar/nouns.js'
import type { Param, ParamType } from './params.js'
import type { Field, Reply } from './reply.js'
import { isKeyed, paramsAsSaid, usageOf } from './words.js'

/** What words that are no command, and aren't mistaken either, ask to be told. */
type HelpAsked = Exclude<Found, { kind: 'command' | 'unknown' }>

export function helpOn(asked: HelpAsked, vocabulary: Vocabulary): Reply {
  if (asked.kind === 'verb-help') return helpForVerb(asked.command)
  return asked.kind === 'noun-help' ? helpForNoun(asked.noun, vocabulary) : helpAll(vocabulary)
}

/** The nouns that the asker may use. */
function helpAll(vocabulary: Vocabulary): Reply {
  const nouns = [...nounsOf(vocabulary)].filter((noun) => listedCommands(noun, vocabulary).length > 0).sort()
  const fields = nouns.map((noun): Field => ({ label: noun, value: nounLine(noun, vocabulary) }))
  return {
    headline: 'What you can say',
    text: `A noun alone shows what is yours now. \`${nouns.find((noun) => noun === 'deal') ?? nouns[0] ?? ''} help\` lists a noun's verbs. Quotes keep words together.`,
    fields,
    actions: ['deal', 'invoice', 'report']
      .filter((noun) => nouns.includes(noun))
      .map((noun) => typedAction(`${noun} help`, `${noun} help`)),
    data: { nouns: nouns.map((noun) => ({ noun, verbs: listedCommands(noun, vocabulary).map(verbOf) })) },
  }
}

const listedCommands = (noun: string, vocabulary: Vocabulary) =>
  commandsOf(noun, vocabulary).filter((command) => !command.hidden)

function nounLine(noun: string, vocabulary: Vocabulary): string {
  const verbs = listedCommands(noun, vocabulary).map(verbOf).filter(Boolean)
  const about = NOUNS[noun]?.summary ?? ''
  return verbs.length === 0 ? about : [about, verbs.join(', ')].filter(Boolean).join(': ')
}

/** A noun's verbs, what each does and how it is typed. */
function helpForNoun(noun: string, vocabulary: Vocabulary): Reply {
  const commands = listedCommands(noun, vocabulary)
  const about = NOUNS[noun]?.summary
  const others = NOUNS[noun]?.words ?? []
  const [some] = commands.filter((command) => verbOf(command) !== '')
  const notes = [
    ...(some ? [`\`help ${some.name}\` says what one of them takes.`] : []),
    ...(others.length > 0 ? [`Also called ${others.join(', ')}.`] : []),
  ]
  return {
    headline: about ? `${noun}: ${about}` : noun,
    sections: [{ title: 'Verbs', lines: commands.map((command) => `\`${command.example}\` – ${command.summary}`) }],
    ...(notes.length > 0 && { notes }),
    data: {
      noun,
      commands: commands.map((command) => ({ name: command.name, summary: command.summary, usage: usageOf(command) })),
    },
  }
}

/** One verb: how it is typed, and what each word of it means. */
export function helpForVerb(command: Command): Reply {
  const lines = paramsAsSaid(command)
    .filter(([, { unasked }]) => !unasked)
    .map(([key, param]) => paramLine(key, param))
  const others = command.aliases ?? []
  return {
    headline: `${command.name}: ${command.summary}`,
    text: `For example \`${command.example}\``,
    ...(lines.length > 0 && { sections: [{ title: 'What it takes', lines }] }),
    ...(others.length > 0 && { notes: [`Also said ${others.map((other) => `\`${other}\``).join(', ')}.`] }),
    data: { name: command.name, summary: command.summary, usage: usageOf(command) },
  }
}

/** What a value may look like, of types that a label doesn't tell. */
const TYPES: Partial<Record<ParamType, string>> = {
  date: 'a day',
  month: 'a month',
  amount: 'an amount',
  integer: 'a number',
  percent: 'per cent',
  flag: 'yes or no',
}

/** "`by:` – By: month, quarter, department (optional)". */
function paramLine(key: string, param: Param): string {
  const { label, type, required, choices, hint } = param
  const typed = isKeyed(param) ? `${key}:` : label.toLowerCase()
  const takes = [choices?.join(', ') ?? TYPES[type], hint].filter(Boolean).join('; ')
  return [`\`${typed}\` – ${label}`, takes && `: ${takes}`, !required && ' (optional)'].filter(Boolean).join('')
}
