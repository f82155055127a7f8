export { emitQueries } from './emit-queries.ts'
export { ruleWords } from './rule-words.ts'
