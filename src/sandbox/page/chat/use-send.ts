import { messageOf } from '../live/http.js'
import { useSandbox } from '../live/sandbox.js'
import { placeOf, tellSaid } from './own-words.js'

/** Sends a line as a message, with what is attached, or, when it starts with a slash, as a command. Resolves to whether it may be forgotten. */
export function useSend(channel: string, threadTs: string | undefined) {
  const { client, state, note } = useSandbox()
  const thread = threadTs ? { threadTs } : {}

  const runCommand = async (line: string): Promise<boolean> => {
    const [, command = '', text = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(line) ?? []
    if (!state.commands.some((it) => it.command === command)) {
      note(channel, `\`${command}\` isn't a command of this workspace. Type \`/\` to see those there are.`, threadTs)
      return false
    }
    // What went wrong with a known command comes from Slackbot, over the stream.
    tellSaid(placeOf(channel, threadTs))
    await client.runCommand({ channel, command, text, ...thread })
    return true
  }

  return async (line: string, alsoToChannel: boolean, attached: readonly File[]): Promise<boolean> => {
    try {
      const isCommand = /^\/[a-z]/i.test(line)
      if (isCommand && attached.length === 0) return await runCommand(line)
      if (isCommand) {
        note(
          channel,
          'Slash commands take no files. Send the words without the slash, in a message to the app.',
          threadTs,
        )
        return false
      }
      const uploaded = await Promise.all(attached.map((file) => client.uploadForMessage(file.name, file)))
      const files = uploaded.length > 0 ? { files: uploaded.map(({ id }) => id) } : {}
      const also = threadTs ? { broadcast: alsoToChannel } : {}
      tellSaid(placeOf(channel, threadTs))
      await client.sendMessage({ channel, text: line, ...thread, ...also, ...files })
      return true
    } catch (error) {
      note(channel, messageOf(error), threadTs)
      return false
    }
  }
}
