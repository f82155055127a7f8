export { crashTrial } from './crash-trial.ts'
