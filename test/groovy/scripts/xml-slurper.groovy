import com.sap.gateway.ip.core.customdev.util.Message
import groovy.xml.XmlUtil

def Message processData(Message message) {
  def out = []
  def orders = new XmlSlurper().parse(message.getBody(Reader))
  out << orders.name() << orders.order.size() << orders.order*.@id*.text() << orders.order[0].customer << orders.order[1].lines.line.collect { "${it.@sku}:${it.qty}x${it.price}" }
  out << orders.'**'.findAll { it.name() == 'price' }*.toBigDecimal().sum() << orders.depthFirst().count { it.name() == 'line' } << orders.breadthFirst()*.name().unique() << orders.order.find { it.@id == 'A2' }.customer.text()
  out << orders.order.findAll { it.lines.line.size() > 1 }*.@id << orders.none.text() << orders.none.isEmpty() << orders.order[9].size() << orders.order.note.text() << orders.order[0].@missing.text().isEmpty() << orders.order.lines.line.qty*.toInteger().max()
  out << orders.order[0].children()*.name() << orders.order[0].parent().name() << orders.order.collect { it.customer.text().toUpperCase() } << orders.order[0].customer.@type << orders.children().size() << orders.order[1].note
  orders.order[0].customer = 'Replaced'
  orders.order[1].appendNode { added(by: 'script', 'new & <old>') }
  orders.order[1].lines.replaceNode { rows(count: 2) }
  orders.order[0].@id = 'A1b'
  out << XmlUtil.serialize(orders).replaceAll(/>\s+</, '><').trim()
  def spaced = new XmlSlurper(false, true).parseText('<p:a xmlns:p="urn:p" xmlns="urn:d"><p:b p:c="1">x</p:b><b>y</b></p:a>').declareNamespace(q: 'urn:p', d: 'urn:d')
  out << spaced.'q:b' << spaced.'d:b' << spaced.'q:b'.@'q:c' << spaced.b*.text() << spaced.name() << spaced.b[0].namespaceURI()
  def plain = new XmlSlurper(false, false).parseText('<p:a xmlns:p="urn:p"><p:b>x</p:b></p:a>')
  out << plain.'p:b' << plain.name() << new XmlSlurper().parseText('<a>  <b> x </b>\n</a>').text() << new XmlSlurper().parseText('<a><![CDATA[<b>]]>&amp;&#228;</a>')
  try { new XmlSlurper().parseText('<a><b></a>') } catch (e) { out << e.getClass().name << e.message }
  try { new XmlSlurper().parseText('<!DOCTYPE a []><a/>') } catch (e) { out << e.getClass().name << e.message }
  message.setProperty('first', orders.order[0].@id)
  message.setProperty('count', orders.order.size())
  message.setBody(out.join('\n'))
  return message
}
