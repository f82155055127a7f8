export { createWork, type Work } from './create-work.ts'
