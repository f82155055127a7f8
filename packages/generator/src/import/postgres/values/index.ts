export { textExpression } from './text-expression.ts'
export { type ReadValue, valueReader } from './value-of.ts'
