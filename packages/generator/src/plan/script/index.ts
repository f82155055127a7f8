export { hidePlaceholders } from './hide-placeholders.ts'
export { batches, outside, type Part, transaction } from './part.ts'
export { scriptText } from './script-text.ts'
