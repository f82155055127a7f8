export { type Facts, factKey, noFacts, withPresent } from './facts.ts'
export { createNullFlow, type NullFlow, type Nullness } from './null-flow.ts'
