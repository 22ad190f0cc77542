/** The primitive types of OData V2 that services here use. */
export type EdmType =
  | 'Edm.String'
  | 'Edm.Boolean'
  | 'Edm.Int32'
  | 'Edm.Int64'
  | 'Edm.Double'
  | 'Edm.DateTime'
  | 'Edm.DateTimeOffset'
  | 'Edm.Binary'

/** A primitive value inside the server. Dates are milliseconds since the epoch, `Edm.Int64` is a safe integer. */
export type EdmValue = string | number | boolean | Uint8Array | null

/** A primitive property and where its value comes from in a row. */
export interface Property<R> {
  readonly type: EdmType
  readonly nullable: boolean
  of(row: R): EdmValue
}

/** A property that groups others. Addressed as `Complex/Part` in paths and filters. */
export interface ComplexProperty<R> {
  readonly complex: string
  readonly properties: Readonly<Record<string, Property<R>>>
}

export type AnyProperty<R> = Property<R> | ComplexProperty<R>

export type Properties<R> = Readonly<Record<string, AnyProperty<R>>>

export const isComplex = <R>(property: AnyProperty<R>): property is ComplexProperty<R> => 'complex' in property

type Source<R> = (row: R) => EdmValue

export const text = <R>(of: Source<R>): Property<R> => ({ type: 'Edm.String', nullable: true, of })
export const boolean = <R>(of: Source<R>): Property<R> => ({ type: 'Edm.Boolean', nullable: true, of })
export const int32 = <R>(of: Source<R>): Property<R> => ({ type: 'Edm.Int32', nullable: true, of })
export const int64 = <R>(of: Source<R>): Property<R> => ({ type: 'Edm.Int64', nullable: true, of })
export const dateTime = <R>(of: Source<R>): Property<R> => ({ type: 'Edm.DateTime', nullable: true, of })
export const dateTimeOffset = <R>(of: Source<R>): Property<R> => ({ type: 'Edm.DateTimeOffset', nullable: true, of })
export const binary = <R>(of: Source<R>): Property<R> => ({ type: 'Edm.Binary', nullable: true, of })

/** Marks a property as `Nullable="false"`; keys are it anyway. */
export const required = <R>(property: Property<R>): Property<R> => ({ ...property, nullable: false })

/** A property that callers write and never read: content that has its own `$value`, passwords. Always `null` in answers. */
export const writeOnly = <R>(type: EdmType = 'Edm.String'): Property<R> => ({ type, nullable: true, of: () => null })

export const complex = <R>(typeName: string, properties: Readonly<Record<string, Property<R>>>): ComplexProperty<R> => ({
  complex: typeName,
  properties,
})

/** Finds a primitive property by its path, `Status` or `IntegrationArtifact/Id`. */
export function propertyAt<R>(properties: Properties<R>, path: string): Property<R> | undefined {
  const [name = '', part, ...rest] = path.split('/')
  const property = Object.hasOwn(properties, name) ? properties[name] : undefined
  if (property === undefined || rest.length > 0) return undefined
  if (!isComplex(property)) return part === undefined ? property : undefined
  return part !== undefined && Object.hasOwn(property.properties, part) ? property.properties[part] : undefined
}
