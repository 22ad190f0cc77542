import { describe, expect, test } from 'vitest'
import type { StructureNode } from './structure-node.ts'
import { XsdSchemas } from './xsd-schemas.ts'
import { XsdElement } from './xsd-structure.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

function rootOf(files: Record<string, string>, name = 'Root', namespace = ''): XsdElement {
  const [path] = Object.keys(files) as [string]
  const schemas = new XsdSchemas(path, new Map(Object.entries(files).map(([each, text]) => [each, bytes(text)])))
  const root = schemas.root(name, namespace)!
  return new XsdElement(schemas, root, root.schema.namespace)
}

const schema = (content: string, attributes = ''): string =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" ${attributes}>${content}</xs:schema>`

/** One line for each child: namespace, `@`, name, occurrence, `text` for a leaf. */
const shown = (node: StructureNode): string[] =>
  node
    .children()
    .map(
      ({ name, namespace, isAttribute, minimum, maximum, hasText }) =>
        `${namespace && `{${namespace}}`}${isAttribute ? '@' : ''}${name} ${minimum}..${maximum}${hasText ? ' text' : ''}`,
    )

describe('XsdElement', () => {
  test('reads particles with their occurrence, choices as optional', () => {
    const root = rootOf({
      'xsd/a.xsd': schema(`<xs:element name="Root"><xs:complexType><xs:sequence>
        <xs:element name="A" type="xs:string"/>
        <xs:element name="B" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence/></xs:complexType></xs:element>
        <xs:choice><xs:element name="C" type="xs:int"/><xs:sequence maxOccurs="3"><xs:element name="D" type="xs:int" maxOccurs="2"/></xs:sequence></xs:choice>
        <xs:sequence minOccurs="0"><xs:element name="E"/></xs:sequence>
        <xs:any/>
      </xs:sequence><xs:attribute name="id" use="required"/><xs:attribute name="gone" use="prohibited"/><xs:anyAttribute/></xs:complexType></xs:element>`),
    })
    expect(shown(root)).toEqual(['@id 1..1 text', 'A 1..1 text', 'B 0..Infinity', 'C 0..1 text', 'D 0..3 text', 'E 0..1 text'])
  })

  test('follows named types, extensions, restrictions, groups and references', () => {
    const root = rootOf({
      'xsd/a.xsd': schema(
        `<xs:element name="Root" type="Derived"/>
        <xs:complexType name="Base"><xs:sequence><xs:element name="Id" type="Code"/></xs:sequence><xs:attributeGroup ref="Common"/></xs:complexType>
        <xs:complexType name="Derived"><xs:complexContent><xs:extension base="Base"><xs:sequence><xs:group ref="Parts" maxOccurs="unbounded"/><xs:element ref="Shared" minOccurs="0"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>
        <xs:simpleType name="Code"><xs:restriction base="xs:string"/></xs:simpleType>
        <xs:group name="Parts"><xs:sequence><xs:element name="Part" type="Amount"/></xs:sequence></xs:group>
        <xs:attributeGroup name="Common"><xs:attribute name="lang"/></xs:attributeGroup>
        <xs:element name="Shared" type="xs:date"/>
        <xs:complexType name="Amount"><xs:simpleContent><xs:extension base="xs:decimal"><xs:attribute name="currency"/></xs:extension></xs:simpleContent></xs:complexType>`,
      ),
    })
    expect(shown(root)).toEqual(['@lang 0..1 text', 'Id 1..1 text', 'Part 1..Infinity text', 'Shared 0..1 text'])
    expect(shown(root.children()[2]!)).toEqual(['@currency 0..1 text'])
  })

  test('a type may contain itself, and one that extends itself ends', () => {
    const root = rootOf({
      'xsd/a.xsd': schema(
        `<xs:element name="Root" type="Tree"/><xs:complexType name="Tree"><xs:sequence><xs:element name="Node" type="Tree" minOccurs="0"/></xs:sequence></xs:complexType>
        <xs:element name="Odd" type="Odd"/><xs:complexType name="Odd"><xs:complexContent><xs:extension base="Odd"><xs:sequence><xs:element name="X"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>`,
      ),
    })
    expect(shown(root.children()[0]!.children()[0]!)).toEqual(['Node 0..1'])
  })

  test('qualifies by the form of the schema and of the declaration', () => {
    const qualified = schema(
      `<xs:element name="Root"><xs:complexType><xs:sequence><xs:element name="A"/><xs:element name="B" form="unqualified"/></xs:sequence><xs:attribute name="c" form="qualified"/></xs:complexType></xs:element>`,
      'targetNamespace="urn:a" elementFormDefault="qualified"',
    )
    expect(shown(rootOf({ 'a.xsd': qualified }, 'Root', 'urn:a'))).toEqual(['{urn:a}@c 0..1 text', '{urn:a}A 1..1 text', 'B 1..1 text'])
  })

  test('loads what it imports and includes from the artifact, relative to its file', () => {
    const root = rootOf({
      'xsd/main.xsd': schema(
        '<xs:import namespace="urn:b" schemaLocation="../common/b.xsd"/><xs:include schemaLocation="part%201.xsd"/><xs:import namespace="urn:x" schemaLocation="http://nowhere.example/x.xsd"/><xs:element name="Root"><xs:complexType><xs:sequence><xs:element ref="b:B"/><xs:element name="P" type="Part"/><xs:element ref="x:Missing"/></xs:sequence></xs:complexType></xs:element>',
        'targetNamespace="urn:a" xmlns="urn:a" xmlns:b="urn:b" xmlns:x="urn:x" elementFormDefault="qualified"',
      ),
      'common/b.xsd': schema('<xs:element name="B" type="xs:string"/>', 'targetNamespace="urn:b"'),
      'xsd/part 1.xsd': schema(
        '<xs:complexType name="Part"><xs:sequence><xs:element name="Q" form="qualified"/></xs:sequence></xs:complexType>',
      ),
    })
    expect(shown(root)).toEqual(['{urn:b}B 1..1 text', '{urn:a}P 1..1'])
    expect(shown(root.children()[1]!)).toEqual(['{urn:a}Q 1..1 text'])
  })

  test('finds the root in the types of a WSDL, and names with white space around them', () => {
    const wsdl = `<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/"><w:types>${schema('', 'targetNamespace="urn:x"')}${schema(
      '<xs:element name="Root\n"><xs:complexType><xs:sequence><xs:element name=" A\n"/></xs:sequence></xs:complexType></xs:element>',
      'targetNamespace="urn:a"',
    )}</w:types></w:definitions>`
    const root = rootOf({ 'wsdl/a.wsdl': wsdl }, 'Root', 'urn:a')
    expect([root.name, root.namespace, shown(root)]).toEqual(['Root', 'urn:a', ['A 1..1 text']])
  })
})
