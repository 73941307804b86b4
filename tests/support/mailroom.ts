import { randomBytes } from 'node:crypto'
import { type TestServers, testServer } from './servers.js'

export type TestMailroom = TestServers['mailroom'] & {
  /** An address nobody used before: `sales` becomes `sales.1f3a@example.test`. `password` opens it. */
  freshAddress(name: string): string
}

/** The run's Dovecot with its SMTP front: any address exists, and `password` opens each. */
export async function testMailroom(): Promise<TestMailroom> {
  const room = await testServer('mailroom')
  return { ...room, freshAddress: (name) => `${name}.${randomBytes(4).toString('hex')}@example.test` }
}
