// Prints the types of an OpenAPI document: node generate-types.mjs openapi.json
import { readFileSync } from 'node:fs'
import process from 'node:process'
import openapiTypescript, { astToString } from 'openapi-typescript'

const document = JSON.parse(readFileSync(process.argv[2], 'utf8'))
process.stdout.write(astToString(await openapiTypescript(document)))
