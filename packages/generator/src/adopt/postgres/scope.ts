import { textList } from './ask.ts'

/** The condition that a thing stands in one of the schemas and is neither Cambium's nor an extension's. */
export function inSchemas(
  schemas: readonly string[],
  { oid, namespace, catalogue }: { oid: string; namespace: string; catalogue: string },
): string {
  return `${namespace} in (select oid from pg_namespace where nspname in (${textList(schemas)}))
    and not exists (select from pg_depend d where d.classid = '${catalogue}'::regclass and d.objid = ${oid} and d.deptype = 'e')`
}

/** The same for a table `c`. */
export function tablesIn(schemas: readonly string[]): string {
  const scope = inSchemas(schemas, {
    oid: 'c.oid',
    namespace: 'c.relnamespace',
    catalogue: 'pg_class',
  })
  return `${scope} and not starts_with(c.relname, 'cambium_')`
}

/** A table's name as it is looked up. */
export const tableName = 'c.oid::regclass::text'
