export { checkFunctionAccess, createFunctions } from './create-functions.ts'
export {
  defineFunction,
  type FieldBuilders,
  type FunctionAccess,
  type FunctionDefinition,
  type FunctionEvent,
  type FunctionOptions,
  type FunctionShape,
  type RegisteredFunction,
  type StreamForm,
} from './function-definition.ts'
export { runFunction } from './run-function.ts'
