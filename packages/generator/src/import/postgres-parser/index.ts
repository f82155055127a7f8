export { fieldsOf, namesOf, operatorOf, stringsOf } from './node-names.ts'
export { loadPostgresParser, type PostgresParser } from './postgres-parser.ts'
