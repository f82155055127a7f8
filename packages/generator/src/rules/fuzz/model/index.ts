export {
  type EntitySketch,
  entity,
  type FieldSketch,
  field,
  linkInverses,
  manyToMany,
  type ReferenceSketch,
  reference,
} from './entity-builder.ts'
export {
  type DataRow,
  days,
  type FieldValue,
  instants,
  type RandomData,
  randomData,
  randomRecord,
  randomValue,
} from './random-data.ts'
export { randomModel, rowEntities } from './random-model.ts'
export { sampleModel } from './sample-model.ts'
