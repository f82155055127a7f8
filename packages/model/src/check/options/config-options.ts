import type { OptionTable } from './option-shape.ts'
import { either, flag, listOf, object, oneOf, words } from './option-shape.ts'

/** The options of `defineConfig()`. */
export const configOptions: OptionTable = {
  name: words,
  roles: either(listOf(words), object),
  tenancy: object,
  apis: object,
  databases: listOf(oneOf('sqlite', 'postgres')),
  drift: object,
  webhooks: object,
  push: flag,
  deploy: either(object, listOf(words)),
}

/** The options of one role. */
export const roleOptions: OptionTable = {
  inherits: listOf(words),
  grants: listOf(words),
  tenant: flag,
}

/** The options of `tenancy`. */
export const tenancyOptions: OptionTable = {
  entity: words,
  isolation: oneOf('row', 'schema', 'database'),
}

/** The options of `apis`. */
export const apisOptions: OptionTable = {
  rest: flag,
  graphql: flag,
  grpc: flag,
  realtime: flag,
  admin: flag,
}

/** The options of `webhooks`. */
export const webhooksOptions: OptionTable = {
  manage: listOf(words),
}

/** The options of `drift`. */
export const driftOptions: OptionTable = {
  ignore: listOf(words),
}
