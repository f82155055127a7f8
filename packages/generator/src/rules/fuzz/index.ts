export { printTemplate } from './decide/index.ts'
export { describeReport } from './describe-report.ts'
export { entity, field, linkInverses, manyToMany, reference, sampleModel } from './model/index.ts'
export { type FuzzOptions, type FuzzReport, runFuzz } from './run-fuzz.ts'
