import { noChat, type Services } from '../../src/jobs/services.js'
import { readSecretKey } from '../../src/lib/secret-box.js'
import { onDisk } from '../../src/mail/files/disk.js'
import { TEST_KEY } from './test-key.js'

/** Jobs with nothing of the outside world, and that give no command: a process of its own is spared seconds of loading them. */
export const bareServices: Services = {
  chat: noChat,
  key: readSecretKey(TEST_KEY),
  mailFiles: onDisk('/nonexistent'),
  smtpUrl: undefined,
  mailFrom: undefined,
  insecureMail: false,
  catalog: { commands: new Map(), kinds: new Map() },
}
