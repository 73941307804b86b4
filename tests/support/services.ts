import { loadCatalog } from '../../src/bots/commands/registry.js'
import { noChat, type Services } from '../../src/jobs/services.js'
import { readSecretKey } from '../../src/lib/secret-box.js'
import { TEST_KEY } from './test-key.js'

/** Jobs with nothing of the outside world: no chat, no mail server. */
export const quietServices: Services = {
  chat: noChat,
  key: readSecretKey(TEST_KEY),
  rawDir: '/nonexistent',
  smtpUrl: undefined,
  mailFrom: undefined,
  insecureMail: false,
  catalog: await loadCatalog(),
}
