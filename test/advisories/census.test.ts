import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountFlows } from './cases/account-flows.ts'
import { accountRights } from './cases/account-rights.ts'
import { guessing } from './cases/guessing.ts'
import { hiddenFields } from './cases/hidden-fields.ts'
import { injection } from './cases/injection.ts'
import { privilegedWays } from './cases/privileged-ways.ts'
import { provider } from './cases/provider.ts'
import { sessions } from './cases/sessions.ts'
import { shop } from './cases/shop.ts'
import { tokens } from './cases/tokens.ts'
import { unboundedWork } from './cases/unbounded-work.ts'

const classes = [
  accountFlows,
  accountRights,
  guessing,
  hiddenFields,
  injection,
  privilegedWays,
  provider,
  sessions,
  shop,
  tokens,
  unboundedWork,
]
const all = classes.flatMap(({ cases }) => cases.map(({ name, attack }) => ({ name, attack })))

test('eighty attacks at least are tried, each once', () => {
  assert.ok(all.length >= 80, `${all.length} cases`)
  assert.equal(new Set(all.map(({ name, attack }) => `${name}: ${attack}`)).size, all.length)
})

test('each names whose it was, and nearly all by a number', () => {
  const peers =
    /^(?:Parse Server|Directus|Strapi|Payload|payload-puck|PocketBase|better-auth|Supabase|Ghost|Auth\.js|Appsmith|drizzle-orm)\b/
  for (const { name } of all) assert.match(name, peers)
  const numbered = all.filter(({ name }) => /GHSA-|CVE-\d{4}-\d+|#\d+/.test(name))
  assert.ok(numbered.length >= 80, `${numbered.length} are numbered`)
})
