export { isLogicWord, newLogic, wordError } from './new-logic.ts'
