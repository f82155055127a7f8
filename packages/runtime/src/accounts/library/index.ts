export type { Library } from './create-library.ts'
export { createLateLibrary } from './late-library.ts'
export { addressHeader, basePath } from './library-options.ts'
export { libraryRequest } from './library-request.ts'
