import { createHash } from 'node:crypto'
import type { ModelHashes, ModelIR } from '../ir/index.ts'
import { apiProjection } from './api-projection.ts'
import { canonicalJson } from './canonical-json.ts'
import { policyProjection } from './policy-projection.ts'
import { storageProjection } from './storage-projection.ts'

/** SHA-256, in hexadecimal, of each part of a model: its tables, what callers see, who may do what. */
export function hashModel(model: ModelIR): ModelHashes {
  return {
    storage: hash(storageProjection(model)),
    api: hash(apiProjection(model)),
    policy: hash(policyProjection(model)),
  }
}

function hash(projection: unknown): string {
  return createHash('sha256').update(canonicalJson(projection)).digest('hex')
}
