import assert from 'node:assert/strict'
import { sql } from '@cambium/runtime/database'
import type { Advisory, AdvisoryClass } from '../fixture/advisory.ts'
import type { Answer } from '../fixture/client.ts'
import { answered } from '../fixture/expect.ts'
import { password } from '../fixture/people.ts'
import { type Provider, redirectUri } from '../fixture/provider.ts'

/** The client gets tokens for a code, and with them learns who agreed. */
async function tokensOf({ code, token, userinfo, ann }: Provider): Promise<Granted> {
  const granted = await code()
  const answer = answered(await exchange({ token }, granted))
  const access = String(answer.body.access_token)
  answered(await userinfo(access), new RegExp(ann.email))
  return { ...granted, access, refresh: String(answer.body.refresh_token) }
}

interface Granted {
  readonly code: string
  readonly code_verifier: string
  readonly access: string
  readonly refresh: string
}

function exchange(
  { token }: Pick<Provider, 'token'>,
  { code, code_verifier }: Pick<Granted, 'code' | 'code_verifier'>,
): Promise<Answer> {
  const grant_type = 'authorization_code'
  return token({ grant_type, code, code_verifier, redirect_uri: redirectUri })
}

function refresh({ token }: Provider, refresh_token: string): Promise<Answer> {
  return token({ grant_type: 'refresh_token', refresh_token })
}

/** Refused in the words of OAuth. */
function denied({ status, body, text }: Answer): void {
  assert.ok([400, 401].includes(status), `${status} ${text}`)
  assert.equal(typeof body.error, 'string')
}

const cases: readonly Advisory<Provider>[] = [
  {
    name: 'better-auth GHSA-86j7',
    attack: 'has the code sent to an address that is nearly the right one',
    async exists({ authorise }) {
      assert.match(await authorise(), /^https:\/\/client\.example\.com\/callback\?code=/)
    },
    async refused({ authorise }) {
      for (const address of [
        `${redirectUri}/x`,
        `${redirectUri}?a=1`,
        `${redirectUri}#x`,
        `${redirectUri}/../x`,
        redirectUri.toUpperCase(),
        redirectUri.replace('https', 'http'),
        'https://client.example.com@evil.example.com/callback',
        'https://client.example.com.evil.example.com/callback',
        'https://evil.example.com/callback',
        '//evil.example.com/callback',
        'javascript:alert(1)',
      ]) {
        const place = await authorise({ redirect_uri: address })
        assert.doesNotMatch(place, /code=|evil|^javascript/, address)
      }
    },
  },
  {
    name: 'better-auth GHSA-7w99',
    attack: 'uses a code for the second time, which ends what came of the first',
    exists: async (provider) => void (await tokensOf(provider)),
    async refused(provider) {
      const granted = await tokensOf(provider)
      denied(await exchange(provider, granted))
      denied(await provider.userinfo(granted.access))
      denied(await refresh(provider, granted.refresh))
    },
  },
  {
    name: 'better-auth GHSA-392p and GHSA-pw9m',
    attack: 'uses a refresh token that was changed for another, which ends all that came of it',
    async exists(provider) {
      answered(await refresh(provider, (await tokensOf(provider)).refresh))
    },
    async refused(provider) {
      const first = await tokensOf(provider)
      const second = answered(await refresh(provider, first.refresh)).body
      const third = answered(await refresh(provider, String(second.refresh_token))).body
      denied(await refresh(provider, first.refresh))
      denied(await refresh(provider, String(third.refresh_token)))
    },
  },
  {
    name: 'better-auth GHSA-cq3f / CVE-2026-45337',
    attack: 'asks by a grant that the client does not have, or without proof of who asked',
    exists: async (provider) => void (await tokensOf(provider)),
    async refused(provider) {
      const { token, authorise, code, ann } = provider
      denied(await token({ grant_type: 'password', username: ann.email, password }))
      denied(await token({ grant_type: 'client_credentials' }))
      denied(await token({ grant_type: 'urn:ietf:params:oauth:grant-type:device_code' }))
      const granted = await code()
      denied(await exchange(provider, { ...granted, code_verifier: 'x'.repeat(43) }))
      const other = await code()
      denied(
        await token({
          grant_type: 'authorization_code',
          code: other.code,
          redirect_uri: redirectUri,
        }),
      )
      for (const change of [
        { response_type: 'token' },
        { response_type: 'id_token token' },
        { code_challenge_method: 'plain' },
        { code_challenge: undefined, code_challenge_method: undefined },
        { scope: 'openid admin' },
      ]) {
        assert.doesNotMatch(await authorise(change), /code=|token=/, JSON.stringify(change))
      }
    },
  },
  {
    name: 'better-auth GHSA-7w99',
    attack: 'uses a code that lay about for long',
    exists: async (provider) => void (await tokensOf(provider)),
    async refused(provider) {
      const { app, code } = provider
      const granted = await code()
      const latest = new Date(Date.now() + 10 * 60_000).toISOString()
      const lasting = sql`
        select count(*) from "auth_verifications" where "value" like '%authorization_code%'
          and "expires_at" > ${latest}
      `
      assert.equal(await app.database.count(lasting), 0)
      const past = '2020-01-01T00:00:00.000Z'
      await app.database.run(sql`
        update "auth_verifications" set "expires_at" = ${past} where "value" like '%authorization_code%'
      `)
      denied(await exchange(provider, granted))
    },
  },
  {
    name: 'Directus GHSA-56p6-qw3c-fq2g',
    attack: 'goes on with tokens of an account that is shut',
    exists: async (provider) => void (await tokensOf(provider)),
    async refused(provider) {
      const { app, ann } = provider
      const { access, refresh: refreshToken } = await tokensOf(provider)
      const shut = (blocked: boolean): Promise<unknown> =>
        app.database.run(sql`update "users" set "blocked" = ${blocked} where "id" = ${ann.id}`)
      await shut(true)
      denied(await provider.userinfo(access))
      denied(await refresh(provider, refreshToken))
      await shut(false)
    },
  },
]

export const provider: AdvisoryClass<Provider> = {
  title: 'a provider gives tokens to whom they are for',
  cases,
}
