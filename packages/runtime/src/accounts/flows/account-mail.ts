import type { MailTemplate } from '../../mail/index.ts'
import type { AccountsOptions } from '../settings.ts'
import type { AccountStore } from '../store/index.ts'

/** Writes to the people the accounts belong to. */
export interface AccountMail {
  /** Sends what the template makes of the values, once everything it tells of is committed. */
  send<Values>(
    template: MailTemplate<Values> | undefined,
    to: string,
    values: Values,
  ): Promise<void>
}

/** Mail in the words of the application's templates. */
export function createAccountMail(
  { name, mailer, log }: AccountsOptions,
  store: AccountStore,
): AccountMail {
  return {
    async send(template, to, values) {
      if (template === undefined) throw new Error('The application has no template for this mail')
      await store.afterCommit(async () => {
        try {
          const content = await template({ app: name, to, ...values })
          mailer.send({ to, ...content })
        } catch (error) {
          log.error({ err: error }, 'a mail could not be written')
        }
      })
    },
  }
}
