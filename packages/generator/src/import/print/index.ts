export { printConfig } from './print-config.ts'
export { printModel } from './print-model.ts'
