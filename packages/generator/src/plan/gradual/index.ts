export type { DualColumns, DualTable } from './dual.ts'
export { type GradualPlan, type Half, planGradually } from './plan-gradually.ts'
