export { createRandom, type Random } from './random.ts'
export { type FuzzOptions, type FuzzReport, runFuzz } from './run-fuzz.ts'
