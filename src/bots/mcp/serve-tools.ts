import { type CallToolResult, ProtocolError, ProtocolErrorCode, Server } from '@modelcontextprotocol/server'
import { inWorkspace } from '../../db/in-workspace.js'
import { CANCEL } from '../commands/actions.js'
import type { Command } from '../commands/define-command.js'
import { dispatch } from '../commands/dispatch.js'
import type { FormValues } from '../commands/form.js'
import type { Reply } from '../commands/reply.js'
import type { Deps, Input, Who } from '../commands/request.js'
import { withSession } from '../commands/session.js'
import { resultOf } from './result-of-answer.js'
import { toolName, toolOf } from './tool-of-command.js'

/** Any command in one line: for an assistant that does not want to carry four hundred tools. */
const LINE = 'daybook'

const INSTRUCTIONS = `Daybook keeps a company's customers and books. Each tool is a command; values are words as people type them. \
“${LINE}” takes any command as one line, and “help” lists them. What can't be taken back (money posted, mail to a customer, a month locked) \
is only shown to you: the person you act for is asked in Slack, and confirms there.`

/** A server that speaks for one member of staff: the commands that they may give are its tools (MCP 2026-07-28 and before). */
export function toolServer(deps: Deps, who: Who): Server {
  const server = new Server(
    { name: 'daybook', version: '1' },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS },
  )
  server.setRequestHandler('tools/list', () =>
    withSession(deps, who, async ({ vocabulary, deps: { catalog } }) => ({
      tools: [lineTool, ...offered(vocabulary).map((command) => toolOf(command, catalog))],
    })),
  )
  server.setRequestHandler('tools/call', async ({ params }) => callTool(deps, who, params.name, params.arguments ?? {}))
  return server
}

const offered = (vocabulary: ReadonlyMap<string, Command>): Command[] =>
  [...vocabulary.values()].filter(({ hidden }) => !hidden)

const lineTool = {
  name: LINE,
  title: 'any command',
  description: 'Gives any command as one line, as people type it: deal list stage:proposal. “help” lists them.',
  inputSchema: {
    type: 'object' as const,
    properties: { line: { type: 'string', description: 'the command' } },
    required: ['line'],
    additionalProperties: false,
  },
}

async function callTool(
  deps: Deps,
  who: Who,
  name: string,
  given: Readonly<Record<string, unknown>>,
): Promise<CallToolResult> {
  const { input, timeZone } = await withSession(deps, who, async ({ vocabulary, context }) => ({
    input: inputOf(offered(vocabulary), name, given),
    timeZone: context.asker.timeZone,
  }))
  if (input === null) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `There is no tool ${name}.`)
  const answer = await dispatch(deps, { who, input })
  if (answer.confirm !== undefined) await askPerson(deps, who, answer.confirm, answer.reply)
  return resultOf(answer, { timeZone, asked: ASKED })
}

const ASKED =
  'Nothing has been done. The person you act for was sent this, in Slack or else by mail, and can confirm it there for half an hour.'

function inputOf(commands: readonly Command[], name: string, given: Readonly<Record<string, unknown>>): Input | null {
  const { line } = given
  if (name === LINE) return { text: typeof line === 'string' ? line : '', exact: true }
  const command = commands.find((each) => toolName(each) === name)
  return command ? { command: command.name, values: formValues(given) } : null
}

/** Numbers become words again, so that they are read – and refused – as everywhere. */
const formValues = (given: Readonly<Record<string, unknown>>): FormValues =>
  Object.fromEntries(
    Object.entries(given).map(([key, value]) => [
      key,
      typeof value === 'boolean' || typeof value === 'string' || value === null ? value : JSON.stringify(value),
    ]),
  )

/** An assistant can't confirm in its person's name: the preview, with its two buttons, goes to them. */
const askPerson = (deps: Deps, who: Who, confirmId: string, { actions = [] }: Reply): Promise<unknown> =>
  inWorkspace(deps.db, { workspaceId: who.workspaceId, actorId: who.staffId, via: who.via }, (tx) =>
    tx.outbox('assistant.asked', {
      staffId: who.staffId,
      confirmId,
      cancelId: actions.find(({ do: does }) => 'command' in does && does.command === CANCEL)?.id,
    }),
  )
