import { type Name, typeName, valueName } from '../print/index.ts'

/** A module of the runtime, by the names it exports. The generator knows them as text and never loads it. */
interface RuntimeModule {
  type(name: string): Name
  value(name: string): Name
}

function runtimeModule(folder: string): RuntimeModule {
  const from = `@cambium/runtime/${folder}`
  return { type: (name) => typeName(from, name), value: (name) => valueName(from, name) }
}

export const access: RuntimeModule = runtimeModule('access')
export const app: RuntimeModule = runtimeModule('app')
export const database: RuntimeModule = runtimeModule('database')
export const files: RuntimeModule = runtimeModule('files')
export const functions: RuntimeModule = runtimeModule('functions')
export const hooks: RuntimeModule = runtimeModule('hooks')
export const http: RuntimeModule = runtimeModule('http')
export const id: RuntimeModule = runtimeModule('id')
export const mail: RuntimeModule = runtimeModule('mail')
export const operation: RuntimeModule = runtimeModule('operation')
export const schema: RuntimeModule = runtimeModule('schema')
export const testing: RuntimeModule = runtimeModule('testing')
