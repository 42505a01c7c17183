/** How the channels of a conversation are called on the screen. */
export const channelNames: Readonly<Record<string, string>> = {
  web: 'Web chat',
  whatsapp: 'WhatsApp',
  email: 'Email',
  sms: 'SMS',
};
