import type { BetterAuthPlugin } from 'better-auth'
import { createRoleBook } from '../../access/index.ts'
import { sessionUse } from '../callers/index.ts'
import type { SignInMethod } from '../definition.ts'
import { moveRecords, tenantOrganisations } from '../flows/index.ts'
import { endingFormerSession } from './former-session.ts'
import { basePath, type LibrarySite } from './library-options.ts'
import { askingEverywhere } from './second-factor.ts'
import { oidcPlugins } from './social-providers.ts'

type Load = (site: LibrarySite) => Promise<BetterAuthPlugin[]>

const linkMinutes = 15
const codeMinutes = 5
const daySeconds = 86_400

const byMethod: { readonly [Method in SignInMethod]?: Load } = {
  async magicLink({ options, mail }) {
    const { magicLink } = await import('better-auth/plugins/magic-link')
    const { mails, signUp } = options.definition
    return [
      magicLink({
        expiresIn: linkMinutes * 60,
        storeToken: 'hashed',
        disableSignUp: !signUp,
        sendMagicLink: ({ email, url }) =>
          mail.send(mails.signInLink, email, { link: url, minutes: linkMinutes }),
      }),
    ]
  },
  async emailCode({ options, mail }) {
    const { emailOTP } = await import('better-auth/plugins/email-otp')
    const { mails, signUp } = options.definition
    return [
      emailOTP({
        expiresIn: codeMinutes * 60,
        otpLength: 8,
        allowedAttempts: 3,
        storeOTP: 'hashed',
        disableSignUp: !signUp,
        sendVerificationOTP: ({ email, otp }) =>
          mail.send(mails.signInCode, email, { code: otp, minutes: codeMinutes }),
      }),
    ]
  },
  async passkey({ options }) {
    const { passkey } = await import('@better-auth/passkey')
    const { hostname, origin } = new URL(options.publicUrl)
    return [passkey({ rpID: hostname, rpName: options.name, origin })]
  },
  async totp(site) {
    const { twoFactor } = await import('better-auth/plugins/two-factor')
    return [askingEverywhere(twoFactor({ issuer: site.options.name }), site)]
  },
  async anonymous({ options, resource, store }) {
    const { anonymous } = await import('better-auth/plugins/anonymous')
    const { registry } = options.services
    return [
      anonymous({
        emailDomainName: 'anonymous.invalid',
        onLinkAccount: ({ anonymousUser, newUser }) =>
          moveRecords({ registry, resource, store }, anonymousUser.user.id, newUser.user.id),
      }),
    ]
  },
  async organisations({ options, mail, store }) {
    const { organization } = await import('better-auth/plugins/organization')
    const { defaultRoles } = await import('better-auth/plugins/organization/access')
    const { ofTenants } = createRoleBook(options.roles, options.roleSettings)
    const { definition, publicUrl, services } = options
    return [
      organization({
        roles: {
          ...Object.fromEntries(ofTenants.map((role) => [role, defaultRoles.member])),
          ...defaultRoles,
        },
        organizationHooks: tenantOrganisations({ registry: services.registry, store }),
        requireEmailVerificationOnInvitation: true,
        cancelPendingInvitationsOnReInvite: true,
        sendInvitationEmail: ({ id, email, organization: { name }, inviter }) =>
          mail.send(definition.mails.invitation, email, {
            link: `${publicUrl}/invitations/${id}`,
            minutes: (2 * daySeconds) / 60,
            organisation: name,
            inviter: inviter.user.name || inviter.user.email,
          }),
      }),
    ]
  },
  jwt: async (site) => [await signingPlugin(site)],
  async oidcProvider(site) {
    const { oauthProvider } = await import('@better-auth/oauth-provider')
    const { options, isAdmin } = site
    const { methods } = options.definition
    const pages = `${options.publicUrl}${basePath}`
    const provider = oauthProvider({
      loginPage: `${pages}/login`,
      consentPage: `${pages}/consent`,
      scopes: ['openid', 'profile', 'email', 'offline_access'],
      storeClientSecret: 'hashed',
      storeTokens: 'hashed',
      clientPrivileges: ({ user }) => isAdmin(user?.id),
      silenceWarnings: { oauthAuthServerConfig: true, openidConfig: true },
    })
    // Its own types say undefined where the type of a plug-in has nothing.
    const plugin = provider as unknown as BetterAuthPlugin
    return methods.includes('jwt') ? [plugin] : [await signingPlugin(site), plugin]
  },
  oidc: (site) => oidcPlugins(site),
}

/** The parts of the library that the methods need; none is loaded that no method asks for. */
export async function methodPlugins(site: LibrarySite): Promise<BetterAuthPlugin[]> {
  const { bearer } = await import('better-auth/plugins/bearer')
  const loaded: BetterAuthPlugin[] = [bearer()]
  for (const method of inOrder(site.options.definition.methods)) {
    loaded.push(...((await byMethod[method]?.(site)) ?? []))
  }
  return [...loaded, endingFormerSession()]
}

/**
 * The second factor first, which takes back the session that a first one alone would give, and the provider last: what
 * others do to a session that was just made, it must see done.
 */
function inOrder(methods: readonly SignInMethod[]): SignInMethod[] {
  const place = (method: SignInMethod): number =>
    Number(method === 'oidcProvider') - Number(method === 'totp')
  return methods.toSorted((one, other) => place(one) - place(other))
}

/** Signs tokens, with a key that is another every thirty days. */
async function signingPlugin({ options: { publicUrl } }: LibrarySite): Promise<BetterAuthPlugin> {
  const { jwt } = await import('better-auth/plugins/jwt')
  return jwt({
    disableSettingJwtHeader: true,
    jwks: { rotationInterval: 30 * daySeconds, gracePeriod: daySeconds },
    jwt: {
      issuer: `${publicUrl}${basePath}`,
      audience: publicUrl,
      expirationTime: '15m',
      definePayload: ({ session }) => ({ sid: session.id, use: sessionUse }),
    },
  })
}
