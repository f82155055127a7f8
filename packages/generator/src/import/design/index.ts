export { designImport } from './design-import.ts'
export type { AdoptRules, DesignOptions, ExistingEntity } from './design-options.ts'
export type {
  AccessDesign,
  Carry,
  EntityDesign,
  FieldDesign,
  FieldKindDesign,
  ImportDesign,
  KeyDesign,
  LinkDesign,
  Note,
  Renaming,
} from './import-design.ts'
