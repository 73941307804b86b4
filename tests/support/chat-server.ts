import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo } from 'node:net'

/** What was asked over the wire. */
export type Asked = {
  path: string
  key: string | undefined
  body: { model: string; messages: { role: string; content: string }[] }
}

/** A server that speaks OpenAI's chat completions, and says what the test has it say. */
export type ChatServer = {
  url: string
  asked: Asked[]
  /** Answers each question with this text, as a model would. */
  says(text: string): void
  /** Answers each question by hand. */
  does(answer: (response: ServerResponse) => void): void
  close(): Promise<void>
}

export async function chatServer(): Promise<ChatServer> {
  const asked: Asked[] = []
  let answer = (response: ServerResponse): void => void response.writeHead(500).end()
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      asked.push({
        path: request.url ?? '',
        key: request.headers.authorization,
        body: JSON.parse(body) as Asked['body'],
      })
      answer(response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    says: (text) => {
      answer = (response) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(
          JSON.stringify({
            id: 'c1',
            object: 'chat.completion',
            choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
          }),
        )
    },
    does: (by) => {
      answer = by
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
