/** The displayed names of the channels. */
export const channelNames: Readonly<Record<string, string>> = {
  web: 'Web chat',
  whatsapp: 'WhatsApp',
  email: 'Email',
  sms: 'SMS',
};
