export { calls, passesParts } from './decide-parts.ts'
export {
  type Chance,
  type FuzzValue,
  fuzzColumns,
  pick,
  randomCheck,
  randomRow,
} from './random-check.ts'
