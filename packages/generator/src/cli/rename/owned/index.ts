export {
  type BothSides,
  changedMembers,
  entityDeclarations,
  memberDeclarations,
} from './declarations.ts'
export { findPlaces, type OwnedPlaces, type Search } from './find-places.ts'
export { importEdits } from './import-edits.ts'
export { findTypeScript, startLanguageServer } from './language-server.ts'
export { readOwnedFiles } from './owned-files.ts'
