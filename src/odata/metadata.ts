import { type AnyProperty, type ComplexProperty, isComplex, type Property } from './edm.ts'
import type { EntitySet, FunctionImport } from './entity-set.ts'
import type { Model } from './model.ts'
import { element, XML_DECLARATION } from './xml.ts'

const EDMX = 'http://schemas.microsoft.com/ado/2007/06/edmx'
const METADATA = 'http://schemas.microsoft.com/ado/2007/08/dataservices/metadata'
const EDM = 'http://schemas.microsoft.com/ado/2008/09/edm'

/** The EDMX document of a service (contract odata-api §1.1). */
export function metadataDocument<C, P>(model: Model<C, P>): string {
  const sets = [...model.sets.values()]
  const associations = sets.flatMap((set) => associationsOf(model, set))
  const schema = element(
    'Schema',
    { Namespace: model.namespace, xmlns: EDM },
    ...sets.map((set) => entityType(model, set)),
    ...complexTypes(sets).map(complexType),
    ...associations.map((association) => associationType(model, association)),
    entityContainer(model, sets, associations),
  )
  const services = element('edmx:DataServices', { 'm:DataServiceVersion': '2.0', 'xmlns:m': METADATA }, schema)
  return XML_DECLARATION + element('edmx:Edmx', { Version: '1.0', 'xmlns:edmx': EDMX }, services)
}

interface Association {
  readonly name: string
  readonly from: { readonly set: string; readonly type: string; readonly role: string }
  readonly to: { readonly set: string; readonly type: string; readonly role: string; readonly many: boolean }
}

const associationName = (type: string, navigation: string): string => `${type}_${navigation}`

function associationsOf<C, P>(model: Model<C, P>, set: EntitySet<C, P>): Association[] {
  return Object.entries(set.navigation ?? {}).map(([name, navigation]) => {
    const target = model.target(navigation)
    return {
      name: associationName(set.type, name),
      from: { set: set.name, type: set.type, role: 'From' },
      to: { set: target.name, type: target.type, role: 'To', many: navigation.many },
    }
  })
}

function entityType<C, P>(model: Model<C, P>, set: EntitySet<C, P>): string {
  const key = element('Key', {}, ...set.keys.map((name) => element('PropertyRef', { Name: name })))
  const properties = Object.entries(set.properties).map(([name, property]) => propertyElement(model.namespace, name, property, set.keys))
  const navigations = Object.keys(set.navigation ?? {}).map((name) =>
    element('NavigationProperty', {
      Name: name,
      Relationship: `${model.namespace}.${associationName(set.type, name)}`,
      FromRole: 'From',
      ToRole: 'To',
    }),
  )
  const stream = set.media === undefined ? undefined : 'true'
  return element('EntityType', { Name: set.type, 'm:HasStream': stream }, key, ...properties, ...navigations)
}

function propertyElement(namespace: string, name: string, property: AnyProperty<unknown>, keys: readonly string[] = []): string {
  if (isComplex(property)) return element('Property', { Name: name, Type: `${namespace}.${property.complex}`, Nullable: 'false' })
  const nullable = property.nullable && !keys.includes(name)
  return element('Property', { Name: name, Type: property.type, Nullable: nullable ? undefined : 'false' })
}

/** Complex types of all sets, each once. */
function complexTypes<C, P>(sets: readonly EntitySet<C, P>[]): ComplexProperty<unknown>[] {
  const found = sets.flatMap((set) => Object.values(set.properties)).filter(isComplex)
  return [...new Map(found.map((property) => [property.complex, property])).values()]
}

const complexType = (type: ComplexProperty<unknown>): string =>
  element(
    'ComplexType',
    { Name: type.complex },
    ...Object.entries(type.properties).map(([name, property]: [string, Property<unknown>]) => propertyElement('', name, property)),
  )

const associationType = <C, P>(model: Model<C, P>, { name, from, to }: Association): string =>
  element(
    'Association',
    { Name: name },
    element('End', { Type: `${model.namespace}.${from.type}`, Multiplicity: '1', Role: from.role }),
    element('End', { Type: `${model.namespace}.${to.type}`, Multiplicity: to.many ? '*' : '0..1', Role: to.role }),
  )

function entityContainer<C, P>(model: Model<C, P>, sets: readonly EntitySet<C, P>[], associations: readonly Association[]): string {
  return element(
    'EntityContainer',
    { Name: 'DefaultContainer', 'm:IsDefaultEntityContainer': 'true' },
    ...sets.map((set) => element('EntitySet', { Name: set.name, EntityType: `${model.namespace}.${set.type}` })),
    ...associations.map(({ name, from, to }) =>
      element(
        'AssociationSet',
        { Name: `${name}_Set`, Association: `${model.namespace}.${name}` },
        element('End', { EntitySet: from.set, Role: from.role }),
        element('End', { EntitySet: to.set, Role: to.role }),
      ),
    ),
    ...[...model.functions.values()].map((declaration) => functionImport(model, declaration)),
  )
}

function functionImport<C, P>(model: Model<C, P>, declaration: FunctionImport<C, P>): string {
  const target = declaration.returns === undefined ? undefined : model.sets.get(declaration.returns)
  const returned = target === undefined ? 'Edm.String' : `${model.namespace}.${target.type}`
  return element(
    'FunctionImport',
    { Name: declaration.name, ReturnType: returned, EntitySet: target?.name, 'm:HttpMethod': 'POST' },
    ...Object.entries(declaration.parameters).map(([name, type]) =>
      element('Parameter', { Name: name, Type: type, Nullable: declaration.optional?.includes(name) ? 'true' : undefined }),
    ),
  )
}
