import { after, before, describe } from 'node:test'
import { hiddenFields } from './cases/hidden-fields.ts'
import { injection } from './cases/injection.ts'
import { privilegedWays } from './cases/privileged-ways.ts'
import { unboundedWork } from './cases/unbounded-work.ts'
import { tryAdvisories } from './fixture/try-advisories.ts'
import { openVault, type Vault } from './fixture/vault.ts'
import { vaultProject } from './fixture/vault-project.ts'

const project = vaultProject()

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`advisories of others, on ${database}`, () => {
    let vault: Vault
    before(async () => {
      vault = await openVault(await project, database)
    })
    after(() => vault.close())

    for (const one of [hiddenFields, injection, privilegedWays, unboundedWork]) {
      tryAdvisories(one, () => vault, { isAlone: true })
    }
  })
}
