/** Bytes of the bodies, by what the report calls them. */
export const SIZES: Readonly<Record<string, number>> = { '0.5 kB': 500, '10 kB': 10_000, '100 kB': 100_000 }

/** Orders as XML of about so many bytes, 100 for each order. */
export const ordersAsXml = (bytes: number): string =>
  `<orders>${ordersOf(bytes, (id) => `<order id="${id}"><customer>Ada Lovelace</customer><article>pen</article><price>12.50</price></order>`)}</orders>`

/** The same as JSON. */
export const ordersAsJson = (bytes: number): string =>
  `{"orders":{"order":[${ordersOf(bytes, (id) => `{"id":"${id}","customer":"Ada Lovelace, London","article":"pen, black","price":12.5,"paid":true}`, ',')}]}}`

function ordersOf(bytes: number, order: (id: string) => string, separator = ''): string {
  const count = Math.max(1, Math.round(bytes / order('0000').length))
  return Array.from({ length: count }, (_, index) => order(String(index).padStart(4, '0'))).join(separator)
}
