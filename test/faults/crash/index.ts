export { crashTrial } from './crash-trial.ts'
export { prepareShop } from './prepare-shop.ts'
