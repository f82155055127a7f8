export type { DateOrder } from './date-form.ts'
export { readForm } from './read-form.ts'
export { hasForm, ordersOf, type TextForm, textForms, typedForms } from './text-form.ts'
export { instantParts } from './time-form.ts'
