/** A kind of conversation: who writes in turn, and what. `{first}` is the customer's first name, `{us}` ours. */
export type Scene = {
  desk: 'sales' | 'support' | 'billing'
  about: 'deal' | 'invoice' | 'service'
  subject: string
  turns: readonly { from: 'customer' | 'us'; text: string }[]
}

const scene = (desk: Scene['desk'], about: Scene['about'], subject: string, ...texts: readonly string[]): Scene => ({
  desk,
  about,
  subject,
  // The customer begins, and they take turns; a text that starts with `>` is ours to begin with.
  turns: texts.map((text, index) => {
    const weBegin = texts[0]?.startsWith('>') ?? false
    return { from: (index % 2 === 0) === weBegin ? 'us' : 'customer', text: text.replace(/^>/, '') }
  }),
})

export const SCENES: readonly Scene[] = [
  scene(
    'sales',
    'deal',
    '{deal}: a few questions',
    'Hello {us},\n\nwe went through your outline with the team. Could you tell us how long the batteries last, and whether the gateways need their own network?\n\nBest wishes\n{first}',
    'Hello {first},\n\nabout four years at one reading every ten minutes. The gateways bring their own mobile connection, so your IT has nothing to open.\n\nShall I send a quote for {sites} sites?\n\nKind regards\n{us}',
    'Yes please. We would start with two and add the others in spring.\n\n{first}',
    'Dear {first},\n\nattached in the portal: the quote in two steps. It holds for thirty days.\n\n{us}',
  ),
  scene(
    'sales',
    'deal',
    'Timetable for {deal}',
    '>Hello {first},\n\nthank you for your time on the phone. As agreed: survey in the first week, installation in the third, training on the same day.\n\nDoes that suit you?\n\n{us}',
    'Hi {us}, the third week clashes with our audit. Could we move the installation by a week?\n\nThanks\n{first}',
    'Of course. I have moved it and told our engineers.\n\n{us}',
  ),
  scene(
    'sales',
    'deal',
    'Purchase order for {deal}',
    'Dear {us},\n\nour board agreed yesterday. Procurement will send the purchase order this week; please put its number on the invoice.\n\n{first}',
    'That is good news, {first}. We will wait for the number, and reserve {sensors} sensors meanwhile.\n\n{us}',
  ),
  scene(
    'sales',
    'service',
    'Price for another site',
    'Hello,\n\nwe are opening another warehouse and would need about {sensors} sensors there. Is the price per sensor still the same?\n\nRegards\n{first}',
    'Hello {first},\n\nit is, and from fifty on there is a discount of eight percent. I will put it in writing today.\n\n{us}',
    'Perfect, thank you.\n\n{first}',
  ),
  scene(
    'support',
    'service',
    'Sensor shows no readings since this morning',
    'Hello support,\n\none of the sensors in cold room 3 has been silent since six this morning. The others next to it are fine.\n\n{first}',
    'Hello {first},\n\nit lost its gateway after the last update. Please hold the button for five seconds; it should come back within a minute.\n\nLarkspur Support',
    'That worked, thanks. Do I need to do that with the others as well?\n\n{first}',
    'No, the correction went out to all of them an hour ago.\n\nLarkspur Support',
  ),
  scene(
    'support',
    'service',
    'Report for the auditors',
    'Hi,\n\nthe auditors want the readings of the last twelve months as a file. Where do I find that?\n\n{first}',
    'Hello {first},\n\nunder Reports, choose the period and then Export. I have attached the steps with pictures in the portal.\n\nLarkspur Support',
  ),
  scene(
    'support',
    'service',
    'New colleague needs access',
    'Good morning,\n\nplease give our new shift leader access to the {sites} sites in the north. Her address follows.\n\n{first}',
    'Good morning {first},\n\ndone: she has an invitation in her mail.\n\nLarkspur Support',
  ),
  scene(
    'billing',
    'invoice',
    'Your invoice of {date}',
    'Dear Sir or Madam,\n\nwe can’t match your invoice of {date} to a purchase order. Could you send the order number it belongs to?\n\n{first}\nAccounts Payable',
    'Dear {first},\n\nthe order came by mail from your operations team; the number is in the second line of the invoice. I have sent a copy again.\n\nKind regards\nLarkspur Billing',
    'Found, thank you. It is in this week’s payment run.\n\n{first}',
  ),
  scene(
    'billing',
    'invoice',
    'Payment advice',
    'Good afternoon,\n\nwe have paid your invoice of {date} today. Please confirm once it has arrived.\n\n{first}',
    'Thank you, {first}, it has arrived.\n\nLarkspur Billing',
  ),
  scene(
    'billing',
    'invoice',
    'Statement of account',
    'Hello,\n\nplease send us a statement of account as of the end of the month.\n\n{first}\nAccounts Payable',
    'Hello {first},\n\nyou will have it this afternoon.\n\nLarkspur Billing',
  ),
]
