export { buildModel } from './build-model.ts'
export { everythingModel } from './everything-model.ts'
export { unpackNames } from './unpack-names.ts'
