import { chartOf } from './rows.js'

/** Numbered like the German standard chart SKR 04 (after the balance sheet's order), so that an accountant there feels at home. */
export const germanChart = chartOf({
  asset: [
    ['1800', 'Bank', 'bank'],
    ['1600', 'Kasse', 'cash'],
    ['1460', 'Geldtransit und ungeklärte Posten', 'suspense'],
    ['1200', 'Forderungen aus Lieferungen und Leistungen', 'receivable'],
    ['1900', 'Aktive Rechnungsabgrenzung', 'prepayments'],
    ['1406', 'Abziehbare Vorsteuer', 'tax-input'],
    ['0650', 'Büroeinrichtung', 'equipment'],
    ['0690', 'Kumulierte Abschreibungen', 'accumulated-depreciation'],
  ],
  liability: [
    ['3300', 'Verbindlichkeiten aus Lieferungen und Leistungen', 'payable'],
    ['3806', 'Umsatzsteuer', 'tax-output'],
    ['3070', 'Sonstige Rückstellungen', 'accruals'],
    ['3720', 'Verbindlichkeiten aus Lohn und Gehalt', 'payroll-liabilities'],
    ['3900', 'Passive Rechnungsabgrenzung', 'deferred-revenue'],
    ['3150', 'Verbindlichkeiten gegenüber Kreditinstituten', 'loan'],
  ],
  equity: [
    ['2900', 'Gezeichnetes Kapital', 'share-capital'],
    ['2970', 'Gewinnvortrag', 'retained-earnings'],
    ['9000', 'Saldenvorträge', 'opening-balances'],
  ],
  income: [
    ['4400', 'Umsatzerlöse', 'revenue'],
    ['4450', 'Umsatzerlöse aus Abonnements', 'subscription-revenue'],
    ['4830', 'Sonstige betriebliche Erträge', 'other-income'],
  ],
  expense: [
    ['5900', 'Fremdleistungen', 'cost-of-sales'],
    ['6020', 'Gehälter', 'payroll'],
    ['6110', 'Gesetzliche soziale Aufwendungen', 'social-security'],
    ['6310', 'Miete', 'rent'],
    ['6837', 'Software und Hosting', 'software'],
    ['6600', 'Werbekosten', 'marketing'],
    ['6650', 'Reisekosten', 'travel'],
    ['6825', 'Rechts- und Beratungskosten', 'professional-fees'],
    ['6400', 'Versicherungen', 'insurance'],
    ['6805', 'Büro und Telefon', 'office'],
    ['6855', 'Nebenkosten des Geldverkehrs', 'bank-charges'],
    ['6930', 'Forderungsverluste', 'bad-debts'],
    ['6220', 'Abschreibungen auf Sachanlagen', 'depreciation'],
    ['6880', 'Aufwendungen und Erträge aus Währungsumrechnung', 'exchange-differences'],
    ['7310', 'Zinsaufwendungen', 'interest'],
    ['7600', 'Körperschaftsteuer', 'income-tax'],
  ],
})
