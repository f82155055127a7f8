export { parseScript } from './parse-script.ts'
export type { BatchesPart, OutsidePart, Part, Script, TransactionPart } from './part.ts'
