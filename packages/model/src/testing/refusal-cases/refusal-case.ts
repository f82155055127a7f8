import type { Lock } from '../../check/index.ts'

/** A model that is refused, or warned of, at one place. */
export interface RefusalCase {
  /** What is wrong. */
  about: string
  code: string
  path: string[]
  nearest?: string
  entities: object[]
  config?: object
  lock?: Lock
}

/** What a builder would make of options that its types refuse. */
export function made(kind: string, options: object = {}, more: object = {}): object {
  return { cambium: 'field', kind, options, ...more }
}

/** An entity of any shape. */
export function entityOf(name: string, options: unknown): object {
  return { cambium: 'entity', name, options }
}

/** An entity User that relations can point to. */
export const user: object = entityOf('User', { fields: { name: made('text') } })

/** A model of Task, with these fields and options, and of User. */
export function task(fields: object, options: object = {}): object[] {
  return [entityOf('Task', { fields: { title: made('text'), ...fields }, ...options }), user]
}

/** A relation to one record. */
export function one(target: string, options: object = {}): object {
  return made('one', options, { target })
}

/** A relation to many records. */
export function manyToMany(target: string, options: object = {}): object {
  return made('manyToMany', options, { target })
}

/** An index of any kind. */
export function indexOf(kind: string, ...fields: string[]): object {
  return { cambium: 'index', kind, fields }
}

/** A named rule with any arguments. */
export function rule(name: string, ...given: unknown[]): object {
  return { cambium: 'rule', rule: name, arguments: given }
}
