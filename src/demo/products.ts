/** A row of the demo catalogue. Prices are decimal text, as OData V2 writes `Edm.Decimal`. */
export interface Product {
  readonly productId: string
  readonly name: string
  readonly category: string
  readonly description: string
  readonly price: string
  readonly currencyCode: string
  readonly weightGrams: number
  readonly inStock: boolean
  readonly supplierId: string
  readonly createdAt: number
}

export interface Supplier {
  readonly supplierId: string
  readonly name: string
  readonly city: string
  readonly country: string
}

export const SUPPLIERS: readonly Supplier[] = [
  { supplierId: '100', name: 'Rheintal Electronics', city: 'Mannheim', country: 'DE' },
  { supplierId: '101', name: 'Copperfield Systems', city: 'Leeds', country: 'GB' },
  { supplierId: '102', name: 'Atelier Nord', city: 'Lille', country: 'FR' },
  { supplierId: '103', name: 'Maple & Stone', city: 'Toronto', country: 'CA' },
]

const CREATED = Date.UTC(2026, 0, 15, 8, 30)

const row = (
  productId: string,
  name: string,
  category: string,
  description: string,
  price: string,
  weightGrams: number,
  supplierId: string,
  inStock = true,
): Product => ({ productId, name, category, description, price, currencyCode: 'EUR', weightGrams, inStock, supplierId, createdAt: CREATED })

export const PRODUCTS: readonly Product[] = [
  row('HT-1000', 'Notebook Basic 15', 'Notebooks', '15 inch notebook for the office', '956.00', 4200, '100'),
  row('HT-1001', 'Notebook Basic 17', 'Notebooks', '17 inch notebook for the office', '1249.00', 4500, '100'),
  row('HT-1002', 'Notebook Basic 18', 'Notebooks', '18 inch notebook with a number pad', '1570.00', 4200, '100', false),
  row('HT-1003', 'Notebook Studio 16', 'Notebooks', 'Colour-true display for picture work', '1650.00', 3800, '101'),
  row('HT-1010', 'Notebook Professional 15', 'Notebooks', 'Two batteries, eighteen hours', '1999.00', 4300, '101'),
  row('HT-1020', 'Handheld Scanner', 'Scanners', 'Reads one- and two-dimensional codes', '129.00', 250, '102'),
  row('HT-1030', 'Ergo Screen 24', 'Screens', '24 inch screen, height and tilt adjustable', '230.00', 5100, '102'),
  row('HT-1031', 'Ergo Screen 27', 'Screens', '27 inch screen, height and tilt adjustable', '285.00', 6300, '102'),
  row('HT-1035', 'Wide Screen 34', 'Screens', 'Curved screen for two windows side by side', '690.00', 8200, '103'),
  row('HT-1040', 'Laser Printer Mono', 'Printers', '40 pages a minute, both sides', '490.00', 14800, '100'),
  row('HT-1041', 'Laser Printer Colour', 'Printers', '28 pages a minute, both sides', '780.00', 19300, '100', false),
  row('HT-1050', 'Label Printer', 'Printers', 'Thermal labels up to 100 millimetres', '310.00', 2100, '101'),
  row('HT-1060', 'Cordless Mouse', 'Accessories', 'Five buttons, one receiver', '9.00', 90, '103'),
  row('HT-1061', 'Vertical Mouse', 'Accessories', 'Keeps the wrist upright', '29.00', 120, '103'),
  row('HT-1063', 'Cordless Keyboard', 'Accessories', 'Quiet keys, full layout', '49.00', 650, '103'),
  row('HT-1070', 'Docking Station', 'Accessories', 'Three screens and 100 watts over one cable', '189.00', 520, '101'),
  row('HT-1080', 'Conference Camera', 'Accessories', 'Follows whoever speaks', '399.00', 900, '102'),
  row('HT-1090', 'Headset Stereo', 'Accessories', 'Noise-cancelling microphone', '79.00', 210, '102'),
  row('HT-1100', 'Router Office', 'Network', 'Eight ports and a firewall', '159.00', 740, '100'),
  row('HT-1105', 'Access Point', 'Network', 'Ceiling mounted, powered over the cable', '115.00', 480, '100'),
  row('HT-1110', 'Switch 24', 'Network', '24 ports, rack mounted', '249.00', 2900, '101'),
  row('HT-2000', '7 inch Portable Player', 'Players', 'Plays films on the way, with a mount for the head rest', '249.99', 790, '103'),
  row('HT-2001', '10 inch Portable Player', 'Players', 'Plays films on the way, with two head sets', '449.99', 840, '103'),
  row('HT-2025', 'Disc Case', 'Players', 'Holds 264 discs', '44.99', 650, '102', false),
]
