import { createTransport } from 'nodemailer';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Mailer {
  send(mail: Mail): Promise<void>;
}

export interface MailerOptions {
  /** `smtps://user:password@mail.example.com`; absent: mails are written to the log. */
  readonly smtpUrl: string | undefined;
  /** The sender's address. */
  readonly from: string;
  readonly log: { info(fields: object, message: string): void };
}

export function createMailer({ smtpUrl, from, log }: MailerOptions): Mailer {
  if (smtpUrl === undefined) {
    // For trying things out: whoever reads the log is the one who would get the mail.
    return { send: async (mail) => log.info({ mail }, 'no SMTP server is set up (--smtp-url): a mail is not sent') };
  }
  const transport = createTransport(smtpUrl);
  return { send: async (mail) => void (await transport.sendMail({ from, ...mail })) };
}
