export type { CheckColumn, CheckPart, ReadExpression } from './check-column.ts'
export { readCheck } from './read-check.ts'
export { readExpression } from './read-expression.ts'
