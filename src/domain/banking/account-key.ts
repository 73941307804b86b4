/** An account as it is compared and kept: capitals and digits. IBANs come with and without spaces. Null where nothing is left. */
export function accountKey(text: string | null | undefined): string | null {
  const kept = (text ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '')
  return kept === '' ? null : kept
}
