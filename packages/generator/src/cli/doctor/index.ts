export type { Examination } from './examination.ts'
export { examine } from './examine.ts'
