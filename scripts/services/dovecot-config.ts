/** Dovecot wants different users for its parts when it is started by root; otherwise all of it runs as the caller. */
export type DovecotUsers = { internal: string; internalGroup: string; login: string; mailUid: number; mailGid: number }

/** How the folders of a mailbox lie, where that is not as the mail room has them. */
export type DovecotFolders = {
  /** Between the parts of a path: `/`, `.`, `^`. */
  separator: string
  /** Before every folder but the inbox, with the separator: `INBOX.`. */
  prefix?: string
  /** Which folder is for what (RFC 6154), as `{ '[Gmail]/All Mail': 'All' }`; all are made. */
  special: Readonly<Record<string, string>>
  /** A directory whose folders all mailboxes see below `Public`. */
  publicDir?: string
}

export type DovecotSettings = {
  /** As `dovecot --version` says it: 2.3 and 2.4 are spelled differently. */
  version: string
  /** Dovecot's own: sockets, and a link to its configuration, which therefore lies elsewhere. */
  baseDir: string
  mailDir: string
  /** passwd-file of the mailboxes that have a password of their own. */
  usersFile: string
  /** Opens every address, also those without a password of their own: any user exists, made at its first mail. */
  sharedPassword: string
  logFile: string
  imapPort: number
  lmtpPort: number
  users: DovecotUsers
  folders?: DovecotFolders | undefined
}

/** What an address may be made of. No slash: the address names a directory. */
const ADDRESS_CHARACTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_@+=&'~"

/**
 * dovecot.conf of a private instance: IMAP and LMTP on 127.0.0.1, plain passwords, Maildir. A wrong password is refused
 * at once: there is nobody to slow down.
 */
export function dovecotConfig(settings: DovecotSettings): string {
  const spelled = settings.version.startsWith('2.3') ? spelled23(settings) : spelled24(settings)
  return `${spelled}\n${common(settings)}`
}

const common = ({ users, ...settings }: DovecotSettings) => `
base_dir = ${settings.baseDir}
state_dir = ${settings.baseDir}
log_path = ${settings.logFile}
listen = 127.0.0.1
ssl = no
auth_failure_delay = 0
default_internal_user = ${users.internal}
default_internal_group = ${users.internalGroup}
default_login_user = ${users.login}
first_valid_uid = 1
auth_username_chars = ${ADDRESS_CHARACTERS}
recipient_delimiter =
mailbox_list_index = yes
maildir_stat_dirs = no
mail_max_userip_connections = 100
${namespaces(settings)}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${settings.imapPort}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    port = ${settings.lmtpPort}
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
protocol imap {
  imap_idle_notify_interval = 30 secs
}
protocol lmtp {
  postmaster_address = postmaster@localhost
}
`

const spelled23 = (settings: DovecotSettings) => `
protocols = imap lmtp
disable_plaintext_auth = no
auth_username_format = %Lu
mail_location = maildir:${settings.mailDir}/%u
import_environment = TZ LD_LIBRARY_PATH
passdb {
  driver = passwd-file
  args = username_format=%u ${settings.usersFile}
}
passdb {
  driver = static
  args = password=${settings.sharedPassword}
}
userdb {
  driver = static
  args = uid=${settings.users.mailUid} gid=${settings.users.mailGid} home=${settings.mailDir}/%u allow_all_users=yes
}
`

const spelled24 = (settings: DovecotSettings) => `
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
protocols = imap lmtp
auth_allow_cleartext = yes
auth_username_format = %{user | lower}
mail_driver = maildir
mail_path = ${settings.mailDir}/%{user}
import_environment {
  TZ = %{env:TZ}
  LD_LIBRARY_PATH = %{env:LD_LIBRARY_PATH}
}
passdb passwd-file {
  passwd_file_path = ${settings.usersFile}
}
passdb static {
  password = ${settings.sharedPassword}
}
userdb static {
  allow_all_users = yes
  fields {
    uid = ${settings.users.mailUid}
    gid = ${settings.users.mailGid}
    home = ${settings.mailDir}/%{user}
  }
}
`

const STANDARD: DovecotFolders = {
  separator: '/',
  special: { Drafts: 'Drafts', Sent: 'Sent', Archive: 'Archive', Trash: 'Trash' },
}

function namespaces({ version, folders = STANDARD }: Omit<DovecotSettings, 'users'>): string {
  const { separator, prefix, special, publicDir } = folders
  const own = `namespace inbox {
  inbox = yes
  separator = ${separator}${prefix === undefined ? '' : `\n  prefix = ${prefix}`}
${Object.entries(special).map(specialMailbox).join('\n')}
}`
  if (publicDir === undefined) return own
  const place = version.startsWith('2.3')
    ? `location = maildir:${publicDir}`
    : `mail_driver = maildir\n  mail_path = ${publicDir}`
  return `${own}
namespace public {
  type = public
  separator = ${separator}
  prefix = Public${separator}
  ${place}
  subscriptions = no
}`
}

const specialMailbox = ([name, use]: [string, string]) => `  mailbox "${name}" {
    auto = subscribe
    special_use = \\${use}
  }`
