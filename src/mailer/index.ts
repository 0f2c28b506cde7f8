/** Sends e-mail: by SMTP, or to the log where none is set up. Must not know why. */
export { createMailer, type Mail, type Mailer, type MailerOptions } from './mailer.ts';
