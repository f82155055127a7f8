export { type Checkpoints, createCheckpoints } from './checkpoints.ts'
