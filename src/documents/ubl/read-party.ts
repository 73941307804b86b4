import { find, findAll, textAt } from '../xml/find.js'
import type { XmlElement } from '../xml/read-xml.js'
import type { EParty } from './e-invoice.js'

/** Seller or buyer. The name is the registered one, which EN 16931 asks for, else what it trades as. */
export function readParty(party: XmlElement | undefined): EParty {
  const vat = findAll(party, 'PartyTaxScheme').find((each) => textAt(each, 'TaxScheme/ID') === 'VAT')
  const endpoint = find(party, 'EndpointID')
  const contact = find(party, 'Contact')
  return {
    name: textAt(party, 'PartyLegalEntity/RegistrationName', 'PartyName/Name') ?? '',
    taxId: textAt(vat, 'CompanyID'),
    registration: textAt(party, 'PartyLegalEntity/CompanyID'),
    endpoint: endpoint ? { scheme: endpoint.attributes['schemeID'] ?? '', id: endpoint.text } : null,
    address: {
      street: textAt(party, 'PostalAddress/StreetName'),
      city: textAt(party, 'PostalAddress/CityName'),
      postcode: textAt(party, 'PostalAddress/PostalZone'),
      region: textAt(party, 'PostalAddress/CountrySubentity'),
      country: textAt(party, 'PostalAddress/Country/IdentificationCode'),
    },
    contact: contact
      ? {
          name: textAt(contact, 'Name'),
          phone: textAt(contact, 'Telephone'),
          email: textAt(contact, 'ElectronicMail'),
        }
      : null,
  }
}
