export { type RandomRule, randomRule } from './random-rule.ts'
