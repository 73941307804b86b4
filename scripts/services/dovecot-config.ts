/** Dovecot wants different users for its parts when it is started by root; otherwise all of it runs as the caller. */
export type DovecotUsers = { internal: string; internalGroup: string; login: string; mailUid: number; mailGid: number }

export type DovecotSettings = {
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
  /** Root of an unpacked Dovecot, whose programs and plugins are not where it was built for. */
  unpackedRoot?: string | undefined
}

/** What an address may be made of. No slash: the address names a directory. */
const ADDRESS_CHARACTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_@+=&'~"

/**
 * dovecot.conf (2.3) of a private instance: IMAP and LMTP on 127.0.0.1, plain passwords, Maildir. A wrong password is
 * refused at once: there is nobody to slow down.
 */
export function dovecotConfig(settings: DovecotSettings): string {
  const { users } = settings
  return `
base_dir = ${settings.baseDir}
state_dir = ${settings.baseDir}
auth_failure_delay = 0
log_path = ${settings.logFile}
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = ${users.internal}
default_internal_group = ${users.internalGroup}
default_login_user = ${users.login}
first_valid_uid = 1
auth_username_chars = ${ADDRESS_CHARACTERS}
auth_username_format = %Lu
recipient_delimiter =
mail_location = maildir:${settings.mailDir}/%u
mail_plugins =
mailbox_list_index = yes
maildir_stat_dirs = no
mail_max_userip_connections = 100
import_environment = TZ LD_LIBRARY_PATH
${unpackedPaths(settings.unpackedRoot)}
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
  args = uid=${users.mailUid} gid=${users.mailGid} home=${settings.mailDir}/%u allow_all_users=yes
}
namespace inbox {
  inbox = yes
  separator = /
${['Drafts', 'Sent', 'Archive', 'Trash'].map(specialMailbox).join('\n')}
}
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
    address = 127.0.0.1
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
}

const specialMailbox = (name: string) => `  mailbox ${name} {
    auto = subscribe
    special_use = \\${name}
  }`

const unpackedPaths = (root: string | undefined) =>
  root
    ? `libexec_dir = ${root}/usr/lib/dovecot\nmail_plugin_dir = ${root}/usr/lib/dovecot/modules\nlogin_plugin_dir = ${root}/usr/lib/dovecot/modules/login`
    : ''
