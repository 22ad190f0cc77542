import com.sap.gateway.ip.core.customdev.util.Message
import groovy.xml.*

def Message processData(Message message) {
  def out = []
  def orders = new XmlParser().parseText(message.getBody(String))
  out << orders.name() << orders.order.size() << orders.order*.@id << orders.order[0].customer.text() << orders.order[0].customer[0].text() << orders.order[1].'lines'.line*.attributes() << orders.order.'lines'.line.qty*.text()*.toInteger().sum()
  orders.order.findAll { it.@id == 'A2' }.each { it.parent().remove(it) }
  orders.order[0].customer[0].value = 'Changed'
  orders.order[0].@state = 'open'
  orders.appendNode('order', [id: 'A9'], 'text')
  new Node(orders, 'empty')
  orders.order[0].'lines'[0].children().add(0, new NodeBuilder().line(sku: 'n1') { qty(7) })
  out << orders.order*.@id << XmlUtil.serialize(orders).replaceAll(/>\s+</, '><').trim()
  def writer = new StringWriter()
  def printer = new XmlNodePrinter(new PrintWriter(writer), '  ')
  printer.preserveWhitespace = true
  printer.print(orders)
  out << writer
  def space = new Namespace('urn:p', 'p')
  def spaced = new XmlParser().parseText('<p:a xmlns:p="urn:p"><p:b c="1">x</p:b></p:a>')
  out << spaced[space.b].text() << spaced.name() << spaced.name().localPart << spaced.children()[0].@c << spaced.'p:b'.text() << orders.depthFirst().findAll { it instanceof Node }*.name() << orders.'**'.size()
  out << DOMBuilder.parse(new StringReader('<a><b>1</b><b>2</b></a>')).documentElement.getElementsByTagName('b').length
  message.setBody(out.join('\n'))
  return message
}
