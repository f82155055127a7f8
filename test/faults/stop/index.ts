export { stopTrial } from './stop-trial.ts'
