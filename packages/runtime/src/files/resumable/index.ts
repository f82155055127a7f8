export { openResumable, type ResumableUploads } from './open-resumable.ts'
