import type { ModelIR } from '@cambium/model'
import { planProject } from '../project-names.ts'
import { emitOpenapi } from './emit-openapi.ts'

/** The part of an OpenAPI document that two versions of an API are compared by. */
export interface ApiDocument {
  paths: { [path: string]: { [method: string]: ApiOperation } }
  components: { parameters: { [name: string]: ApiParameter } }
}

/** One route; `parameters` of a whole path stand beside its methods and have no tags. */
export interface ApiOperation {
  tags?: string[]
  parameters?: (ApiParameter | { $ref: string })[]
}

export interface ApiParameter {
  name: string
  in: string
  required?: boolean
  schema: { [keyword: string]: unknown }
}

/** The OpenAPI document of a model as a value: every route that it serves and no other. */
export function describeApi(model: ModelIR): ApiDocument {
  return JSON.parse(emitOpenapi(planProject(model, new Set())).text)
}
