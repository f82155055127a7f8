import { after, before, describe } from 'node:test'
import { accountsProject } from '../accounts/fixture/accounts-project.ts'
import { accountFlows } from './cases/account-flows.ts'
import { accountRights } from './cases/account-rights.ts'
import { guessing } from './cases/guessing.ts'
import { provider as providerCases } from './cases/provider.ts'
import { sessions } from './cases/sessions.ts'
import { openPeople, type People } from './fixture/people.ts'
import { openProvider, type Provider } from './fixture/provider.ts'
import { tryAdvisories } from './fixture/try-advisories.ts'

const methods = ['password', 'magicLink', 'emailCode', 'apiKeys', 'organisations', 'jwt']
const project = accountsProject({ methods })

describe('advisories of others, on accounts', () => {
  let people: People
  before(async () => {
    people = await openPeople(await project)
  })
  after(() => people.close())

  for (const one of [sessions, accountFlows, accountRights]) tryAdvisories(one, () => people)
})

describe('advisories of others, on accounts that count attempts', () => {
  let people: People
  before(async () => {
    people = await openPeople(await project, { limitsAttempts: true })
  })
  after(() => people.close())

  tryAdvisories(guessing, () => people)
})

describe('advisories of others, on a provider of OpenID Connect', () => {
  let provider: Provider
  before(async () => {
    provider = await openProvider(await accountsProject({ methods: ['password', 'oidcProvider'] }))
  })
  after(() => provider.close())

  tryAdvisories(providerCases, () => provider, { isAlone: true })
})
