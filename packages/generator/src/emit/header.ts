import { posix } from 'node:path'
import type { EntityIR } from '@cambium/model'
import type { EntityPlan } from './project-names.ts'

/** The first line of a file that one model makes: where it comes from, and the way out. */
export function headerOf(plan: EntityPlan): string {
  const model = posix.basename(plan.files.model)
  const hooks = posix.basename(plan.files.hooks)
  return `Generated from ${model}. Do not edit: your logic goes in ${hooks}.`
}

/** `a task`, `an order`. */
export function withArticle(words: string): string {
  const startsWithVowel = /^[aeiou]/i.test(words) && !/^(?:eu|one\b|uni|us[aeiou]|uti)/i.test(words)
  return `${startsWithVowel ? 'an' : 'a'} ${words}`
}

/** Several of them, for sentences: `product categories`. */
export function pluralWords({ names }: EntityIR): string {
  return names.path.replaceAll('-', ' ')
}
