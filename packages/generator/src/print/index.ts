export {
  type Code,
  code,
  type Fitted,
  fitted,
  isPresent,
  joined,
  type Part,
  paragraphs,
} from './code.ts'
export { isGlobalName, isIdentifierName, isReservedWord } from './identifier.ts'
export { jsdoc } from './jsdoc.ts'
export { memberLines, printJson } from './json.ts'
export { arrayLines, brokenCall, call, eachLine, functionHead, objectLines } from './lists.ts'
export { literal, memberOf, propertyKey, stringLiteral, templateText } from './literal.ts'
export { jsonName, moduleName, type Name, typeName, valueName } from './name.ts'
export { printSource, type SourceFile } from './source-file.ts'
export { lineWidth } from './writer.ts'
