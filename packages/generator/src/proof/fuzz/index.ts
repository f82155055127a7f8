export { type FuzzOptions, type FuzzReport, runFuzz } from './run-fuzz.ts'
