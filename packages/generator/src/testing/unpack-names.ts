import type { ModelIR } from '@cambium/model'

/**
 * The model with `Zz` taken out of every name: for names that the checker refuses and the emitters have to survive all
 * the same.
 */
export function unpackNames(model: ModelIR): ModelIR {
  const text = JSON.stringify(model)
    .replaceAll('-zz', '')
    .replaceAll('_zz', '')
    .replaceAll('Zz', '')
  return JSON.parse(text) as ModelIR
}
