import { parseXmlDocument } from 'slimdom'
import { describe, expect, test } from 'vitest'
import { edmxStructure } from './edmx-structure.ts'
import type { StructureNode } from './structure-node.ts'

const edmx = (content: string) =>
  parseXmlDocument(`<e:Edmx xmlns:e="x"><e:DataServices><Schema Namespace="N">${content}</Schema></e:DataServices></e:Edmx>`)

const shown = (node: StructureNode): string[] =>
  node.children().map(({ name, minimum, maximum, hasText }) => `${name} ${minimum}..${maximum}${hasText ? ' text' : ''}`)

const V2 = edmx(`
  <EntityType Name="Order"><Key/><Property Name="Id" Type="Edm.String"/><Property Name="Where" Type="N.Address"/><NavigationProperty Name="Items" Relationship="N.OrderItems" ToRole="Items"/></EntityType>
  <EntityType Name="Item" BaseType="N.Base"><Property Name="Text" Type="Edm.String"/></EntityType>
  <EntityType Name="Base"><Property Name="No" Type="Edm.Int32"/></EntityType>
  <ComplexType Name="Address"><Property Name="City" Type="Edm.String"/></ComplexType>
  <Association Name="OrderItems"><End Role="Order" Type="N.Order"/><End Role="Items" Type="N.Item"/></Association>
  <EntityContainer><EntitySet Name="Orders" EntityType="N.Order"/></EntityContainer>`)

describe('edmxStructure', () => {
  test('OData V2: the set, its entities, properties, complex types and navigations', () => {
    const root = edmxStructure(V2, 'edmx/a.edmx', 'Orders')
    expect([root.name, root.minimum, root.maximum]).toEqual(['Orders', 1, 1])
    expect(shown(root)).toEqual(['Order 0..Infinity'])
    const order = root.children()[0]!
    expect(shown(order)).toEqual(['Id 0..1 text', 'Where 0..1', 'Items 0..1'])
    expect(shown(order.children()[1]!)).toEqual(['City 0..1 text'])
    expect(shown(order.children()[2]!.children()[0]!)).toEqual(['No 0..1 text', 'Text 0..1 text'])
  })

  test('OData V4: navigations and collections by type', () => {
    const v4 = edmx(
      '<EntityType Name="A"><Property Name="Tags" Type="Collection(Edm.String)"/><NavigationProperty Name="Next" Type="Collection(N.A)"/></EntityType>',
    )
    const root = edmxStructure(v4, 'edmx/a.edmx', 'A')
    expect(shown(root.children()[0]!)).toEqual(['Tags 0..Infinity text', 'Next 0..1'])
    expect(shown(root.children()[0]!.children()[1]!)).toEqual(['A 0..Infinity'])
  })

  test('refuses an unknown name', () =>
    expect(() => edmxStructure(V2, 'edmx/a.edmx', 'Other')).toThrow('edmx/a.edmx has no entity set or entity type Other'))
})
