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
