import com.sap.gateway.ip.core.customdev.util.Message
import groovy.json.*
import groovy.xml.*

def Message processData(Message message) {
  def out = []
  def writer = new StringWriter()
  def xml = new MarkupBuilder(writer)
  xml.setDoubleQuotes(true)
  xml.mkp.xmlDeclaration(version: '1.0', encoding: 'UTF-8')
  xml.'n:orders'('xmlns:n': 'urn:n', at: 5) {
    ['a', 'b & c', '<d>'].eachWithIndex { name, index -> order(id: index, name) }
    nothing()
    empty('')
    'with-dash'(null)
    mkp.comment('note')
    mkp.yield('text < escaped ')
    mkp.yieldUnescaped('<raw/>')
    number(12.50)
  }
  out << writer
  def plain = new MarkupBuilder(new IndentPrinter(new StringWriter(), '', false))
  def compact = new StringWriter()
  new MarkupBuilder(new IndentPrinter(new PrintWriter(compact), '', false)).a(x: "it's \"q\"") { b('ü€') }
  out << compact
  def streaming = new StreamingMarkupBuilder()
  streaming.encoding = 'UTF-8'
  out << streaming.bind {
    mkp.xmlDeclaration()
    mkp.declareNamespace('': 'urn:d', p: 'urn:p')
    root { p.item(key: 'v&', 'x') ; list { (1..3).each { i(it) } } ; mkp.yieldUnescaped '<r/>' }
  }.toString()
  def json = new JsonBuilder()
  json.order { id 4711; customer { name 'Ada'; 'e-mail' 'a@b.example' }; lines([[sku: 'p1', price: 12.50], [sku: 'p2', price: 3]]) { it }; tags 'a', 'b'; nothing null }
  out << json << json.toPrettyString() << new JsonBuilder([1, 'two', [three: 3.0]]) << new JsonBuilder([a: 1]).content.a
  def stream = new StringWriter()
  new StreamingJsonBuilder(stream).call { name 'x'; items([1, 2]) { n it } ; when new Date(0) }
  out << stream
  message.setBody(out.join('\n'))
  return message
}
