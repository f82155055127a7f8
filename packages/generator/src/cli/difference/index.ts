export { findFormerModel } from './find-former-model.ts'
export { showDifference } from './show-difference.ts'
