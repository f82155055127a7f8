export { buildModel } from './build-model.ts'
export { everythingModel } from './everything-model.ts'
