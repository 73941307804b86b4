/** Addresses behind which a machine answers or nobody reads (RFC 2142, RFC 3834 §4). */
const MACHINE =
  /^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|mailer-daemon|postmaster|bounces?|owner-.*|.*-(?:request|bounces|owner))(?:\+.*)?@/i

/** Whether no person reads what is sent there. Pure. */
export const isMachine = (address: string): boolean => MACHINE.test(address)
