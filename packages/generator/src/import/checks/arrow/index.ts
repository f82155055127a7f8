export { conditionArrow } from './condition-arrow.ts'
export { formulaArrow } from './formula-arrow.ts'
export { digitsFor, instantOf, isDay, literalFor, numberText } from './literal-text.ts'
