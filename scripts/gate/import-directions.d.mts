export const parts: string[]
export function forbiddenFor(part: string): string[]
export const PROTOCOL_PACKAGES: string[]
export const PROTOCOL_FREE_PARTS: string[]
