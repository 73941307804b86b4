import { typedAction } from './actions.js'
import { commandsOf, nounsOf, type Vocabulary, verbOf } from './grammar/find-command.js'
import { NOUNS } from './grammar/nouns.js'
import type { Field, Reply } from './reply.js'
import { usageOf } from './words.js'

/** The nouns that the asker may use. */
export function helpAll(vocabulary: Vocabulary): Reply {
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
export function helpForNoun(noun: string, vocabulary: Vocabulary): Reply {
  const commands = listedCommands(noun, vocabulary)
  const about = NOUNS[noun]?.summary
  const others = NOUNS[noun]?.words ?? []
  return {
    headline: about ? `${noun}: ${about}` : noun,
    sections: [{ title: 'Verbs', lines: commands.map((command) => `\`${command.example}\` – ${command.summary}`) }],
    ...(others.length > 0 && { notes: [`Also called ${others.join(', ')}.`] }),
    data: {
      noun,
      commands: commands.map((command) => ({ name: command.name, summary: command.summary, usage: usageOf(command) })),
    },
  }
}
