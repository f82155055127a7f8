export { type CheckedSite, checkExpression } from './check-expression.ts'
