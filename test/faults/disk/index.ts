export { diskTrial } from './disk-trial.ts'
