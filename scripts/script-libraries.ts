/** A library that the script host runs on, or that scripts find as they do in the product. */
export interface Library {
  readonly name: string
  /** File names that it goes by. */
  readonly file: RegExp
  readonly debianPackage: string
  readonly mavenCoordinates: string
  /** Only scripts that import it need it: the others run without. */
  readonly optional?: true
}

const NEEDED: readonly Library[] = [
  {
    name: 'Groovy 2.4',
    file: /^groovy-all-2\.4\.\d+\.jar$/,
    debianPackage: 'groovy',
    mavenCoordinates: 'org.codehaus.groovy:groovy-all:2.4.21',
  },
  {
    name: 'Saxon-HE',
    file: /^Saxon-HE-9\.9[\d.-]*\.jar$/i,
    debianPackage: 'libsaxonhe-java',
    mavenCoordinates: 'net.sf.saxon:Saxon-HE:9.9.1-8',
  },
  { name: 'Rhino', file: /^(js|rhino)-1\.7[\d.]*\.jar$/, debianPackage: 'rhino', mavenCoordinates: 'org.mozilla:rhino:1.7.14' },
  {
    name: 'JavaBeans Activation',
    file: /^(javax\.activation|activation|jakarta\.activation)-1\.[\d.]+\.jar$/,
    debianPackage: 'libactivation-java',
    mavenCoordinates: 'com.sun.activation:javax.activation:1.2.0',
  },
  {
    name: 'JavaMail',
    file: /^javax\.mail-1\.[\d.]+\.jar$/,
    debianPackage: 'libmail-java',
    mavenCoordinates: 'com.sun.mail:javax.mail:1.6.2',
  },
]

const IMPORTED: readonly Omit<Library, 'optional'>[] = [
  { name: 'SLF4J', file: /^slf4j-api-1\.7\.\d+\.jar$/, debianPackage: 'libslf4j-java', mavenCoordinates: 'org.slf4j:slf4j-api:1.7.36' },
  {
    name: 'SLF4J Simple',
    file: /^slf4j-simple-1\.7\.\d+\.jar$/,
    debianPackage: 'libslf4j-java',
    mavenCoordinates: 'org.slf4j:slf4j-simple:1.7.36',
  },
  {
    name: 'org.json',
    file: /^json(-latest)?-20\d+\.jar$/,
    debianPackage: 'libandroid-json-org-java',
    mavenCoordinates: 'org.json:json:20231013',
  },
  {
    name: 'Commons Lang 2',
    file: /^commons-lang-2[\d.]*\.jar$/,
    debianPackage: 'libcommons-lang-java',
    mavenCoordinates: 'commons-lang:commons-lang:2.6',
  },
  {
    name: 'Commons Lang 3',
    file: /^commons-lang3-3[\d.]*\.jar$/,
    debianPackage: 'libcommons-lang3-java',
    mavenCoordinates: 'org.apache.commons:commons-lang3:3.12.0',
  },
  {
    name: 'Commons Codec',
    file: /^commons-codec-1[\d.]*\.jar$/,
    debianPackage: 'libcommons-codec-java',
    mavenCoordinates: 'commons-codec:commons-codec:1.15',
  },
  {
    name: 'Commons CSV',
    file: /^commons-csv-1[\d.]*\.jar$/,
    debianPackage: 'libcommons-csv-java',
    mavenCoordinates: 'org.apache.commons:commons-csv:1.9.0',
  },
  {
    name: 'Commons IO',
    file: /^commons-io-2[\d.]*\.jar$/,
    debianPackage: 'libcommons-io-java',
    mavenCoordinates: 'commons-io:commons-io:2.11.0',
  },
  { name: 'JDOM 1', file: /^jdom1?-1[\d.]*\.jar$/, debianPackage: 'libjdom1-java', mavenCoordinates: 'org.jdom:jdom:1.1.3' },
  { name: 'Jaxen', file: /^jaxen-1[\d.]*\.jar$/, debianPackage: 'libjaxen-java', mavenCoordinates: 'jaxen:jaxen:1.2.0' },
  {
    name: 'JAX-RS API',
    file: /^jsr311-api-1[\d.]*\.jar$/,
    debianPackage: 'libjsr311-api-java',
    mavenCoordinates: 'javax.ws.rs:jsr311-api:1.1.1',
  },
]

export const LIBRARIES: readonly Library[] = [...NEEDED, ...IMPORTED.map((library) => ({ ...library, optional: true }) as const)]
