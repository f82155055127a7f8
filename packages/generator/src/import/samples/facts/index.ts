export {
  type ColumnFacts,
  isAbsentWord,
  isNothing,
  mostChoices,
  newFacts,
  observeValue,
} from './column-facts.ts'
export { createValueSet, type ValueSet } from './value-set.ts'
