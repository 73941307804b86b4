export type Product = { name: string; inputs: string[]; except?: string[]; output: string }
export const ROOT: string
export const products: { client: Product; service: Product; page: Product }
export function isFresh(product: Product): boolean
