import type { BetterAuthPlugin } from 'better-auth'
import { sessionUse } from '../callers/index.ts'
import type { SignInMethod } from '../definition.ts'
import { moveRecords } from '../flows/index.ts'
import type { LibrarySite } from './library-options.ts'
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
  async totp({ options }) {
    const { twoFactor } = await import('better-auth/plugins/two-factor')
    return [twoFactor({ issuer: options.name })]
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
  async organisations({ options, mail }) {
    const { organization } = await import('better-auth/plugins/organization')
    const { definition, publicUrl } = options
    return [
      organization({
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
  async jwt({ options: { publicUrl } }) {
    const { jwt } = await import('better-auth/plugins/jwt')
    return [
      jwt({
        disableSettingJwtHeader: true,
        jwks: { rotationInterval: 30 * daySeconds, gracePeriod: daySeconds },
        jwt: {
          issuer: publicUrl,
          audience: publicUrl,
          expirationTime: '15m',
          definePayload: ({ session }) => ({ sid: session.id, use: sessionUse }),
        },
      }),
    ]
  },
  oidc: (site) => oidcPlugins(site),
}

/** The parts of the library that the methods need; none is loaded that no method asks for. */
export async function methodPlugins(site: LibrarySite): Promise<BetterAuthPlugin[]> {
  const { bearer } = await import('better-auth/plugins/bearer')
  const loaded: BetterAuthPlugin[] = [bearer()]
  for (const method of site.options.definition.methods) {
    loaded.push(...((await byMethod[method]?.(site)) ?? []))
  }
  return loaded
}
