export { fieldsOf, namesOf, operatorOf, stringsOf } from './node-names.ts'
export { loadedParser, loadPostgresParser, type PostgresParser } from './postgres-parser.ts'
