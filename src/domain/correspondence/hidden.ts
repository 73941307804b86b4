/** What stands where a mail has words that whoever reads may not see. */
export const HIDDEN = '(private)'
