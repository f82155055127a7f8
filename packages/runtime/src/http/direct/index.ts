export { useDirectAnswers } from './direct-answers.ts'
export { addUsual, type UsualHeaders } from './heads.ts'
