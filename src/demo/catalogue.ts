import type { Clock } from '../kernel/clock.ts'
import type { CsrfProtection } from '../kernel/csrf.ts'
import { SluiceError } from '../kernel/errors.ts'
import type { HttpHandler, HttpRequest } from '../kernel/http.ts'
import type { Logger } from '../kernel/logger.ts'
import { boolean, dateTime, int32, required, text } from '../odata/edm.ts'
import { defineEntitySet, eachRow } from '../odata/entity-set.ts'
import { createODataService } from '../odata/service.ts'
import { PRODUCTS, type Product, SUPPLIERS, type Supplier } from './products.ts'

/** Where the server mounts the catalogue. */
export const CATALOGUE_PATH = '/examples/catalogue.svc'

const products = defineEntitySet<null, null, Product>({
  name: 'Products',
  type: 'Product',
  keys: ['ProductID'],
  requires: null,
  properties: {
    ProductID: required(text((product) => product.productId)),
    Name: text((product) => product.name),
    Category: text((product) => product.category),
    Description: text((product) => product.description),
    Price: text((product) => product.price),
    CurrencyCode: text((product) => product.currencyCode),
    WeightGrams: int32((product) => product.weightGrams),
    InStock: boolean((product) => product.inStock),
    SupplierID: text((product) => product.supplierId),
    CreatedAt: dateTime((product) => product.createdAt),
  },
  navigation: {
    Supplier: {
      target: 'Suppliers',
      many: false,
      resolve: eachRow<Product, null>(async ({ supplierId }) => SUPPLIERS.filter((supplier) => supplier.supplierId === supplierId)),
    },
  },
  list: async () => PRODUCTS,
})

const suppliers = defineEntitySet<null, null, Supplier>({
  name: 'Suppliers',
  type: 'Supplier',
  keys: ['SupplierID'],
  requires: null,
  properties: {
    SupplierID: required(text((supplier) => supplier.supplierId)),
    Name: text((supplier) => supplier.name),
    City: text((supplier) => supplier.city),
    Country: text((supplier) => supplier.country),
  },
  navigation: {
    Products: {
      target: 'Products',
      many: true,
      resolve: eachRow<Supplier, null>(async ({ supplierId }) => PRODUCTS.filter((product) => product.supplierId === supplierId)),
    },
  },
  list: async () => SUPPLIERS,
})

export interface CatalogueOptions {
  /** Absolute address of the service. */
  readonly root: string
  readonly csrf: CsrfProtection
  readonly clock: Clock
  readonly logger: Logger
  /** Hears of every call that is denied. */
  onRefusal(request: HttpRequest, error: SluiceError, text: string | null): void
}

/** The product catalogue that the example flow reads: a small OData V2 service, read-only and open to everybody who reaches it. */
export function createCatalogue(options: CatalogueOptions): HttpHandler {
  return createODataService<null, null>({
    namespace: 'sluice.catalogue',
    sets: [products, suppliers],
    functions: [],
    known: [],
    root: () => options.root,
    prefixes: [CATALOGUE_PATH],
    csrf: options.csrf,
    clock: options.clock,
    logger: options.logger,
    bodyLimit: 0,
    authorize: async () => ({ user: 'anonymous', bearer: true }),
    contextFor: () => null,
    refuseCsrf: () => new SluiceError('forbidden', 'CSRF token required'),
    onRefusal: options.onRefusal,
  })
}
