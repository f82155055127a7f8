export { hostileTrial } from './hostile-trial.ts'
