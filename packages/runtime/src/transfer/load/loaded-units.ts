import type { AccountsDefinition } from '../../accounts/index.ts'
import type { Registry } from '../../operation/index.ts'
import type { LoadName } from '../protocol.ts'
import { entityShapes, type LinkShape, linkShapes, loadOrder } from '../shape/index.ts'
import { createRowReader } from './read-row.ts'
import { createBesideWriter } from './write-besides.ts'
import { createPasswordWriter, writeNoPasswords } from './write-passwords.ts'
import type { LoadedEntity } from './write-records.ts'

/** What can be loaded, in order: every entity, then all links. */
export interface LoadedUnits {
  readonly names: readonly LoadName[]
  readonly entities: ReadonlyMap<string, LoadedEntity>
  readonly links: ReadonlyMap<string, LinkShape>
}

/** Works out what an application can load. */
export function loadedUnits(
  registry: Registry,
  accounts: AccountsDefinition | undefined,
): LoadedUnits {
  const order = loadOrder(entityShapes(registry))
  const names = order.map(({ resource }) => resource.name)
  const entities = order.map((shape, place): LoadedEntity => {
    const { resource, references } = shape
    const isUser = accounts?.entity === resource.name
    const signsIn = isUser && accounts.methods.includes('password')
    return {
      shape,
      registry,
      read: createRowReader({ registry, shape, hasPasswords: signsIn }),
      late: references.filter(({ target }) => names.indexOf(target) >= place),
      writePasswords: signsIn ? createPasswordWriter(resource) : writeNoPasswords,
      writeBesides: createBesideWriter(resource, { signsIn: isUser }),
    }
  })
  const links = linkShapes(registry)
  return {
    names: [...names.map((entity) => ({ entity })), ...links.map(({ name }) => ({ links: name }))],
    entities: new Map(entities.map((entity) => [entity.shape.resource.name, entity])),
    links: new Map(links.map((link) => [link.name, link])),
  }
}
