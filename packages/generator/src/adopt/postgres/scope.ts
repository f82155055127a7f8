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

/** The name something is made by: in the first schema without it, whatever stands in later ones. */
export function madeName(
  [first = 'public']: readonly string[],
  { namespace, name }: { namespace: string; name: string },
): string {
  const schema = `(select nspname from pg_namespace where oid = ${namespace})`
  return `case when ${schema} = ${textList([first])} then '' else quote_ident(${schema}) || '.' end || quote_ident(${name})`
}

/** The same of a table `c`. */
export function tableName(schemas: readonly string[]): string {
  return madeName(schemas, { namespace: 'c.relnamespace', name: 'c.relname' })
}
