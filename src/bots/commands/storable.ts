/** Text as Postgres can keep it: no NUL, and no half of a surrogate pair (which no UTF-8 can hold). */
export const storable = (text: string): string => text.replace(/\0/g, '').replace(/\p{Cs}/gu, '\ufffd')
