import com.sap.gateway.ip.core.customdev.util.Message
import groovy.json.*

def Message processData(Message message) {
  def out = []
  def order = new JsonSlurper().parse(message.getBody(Reader))
  out << order.getClass().name << order.id << order.id.getClass().name << order.price << order.price.getClass().name << order.big << order.big.getClass().name << order.tiny << order.tiny.getClass().name << order.lines*.sku << order.lines.sum { it.qty * it.price }
  out << order.none << order.flag << order.nested?.deep?.deeper << order.keySet() << order.lines.getClass().name << order.text << order.unicode << order.lines.findAll { it.qty > 1 }*.sku << order.'with-dash' << order['id']
  order.lines << [sku: 'p3', qty: 1, price: 0.10]
  order.remove('big')
  order.added = [when: new Date(1700000000000L), gstring: "id ${order.id}", set: [3, 1, 2] as Set, empty: [], nil: null, chars: 'ü"\\/\b\f\n\r\t\u0001€😀']
  out << JsonOutput.toJson(order) << JsonOutput.prettyPrint(JsonOutput.toJson(order)) << JsonOutput.toJson('a "quoted" text') << JsonOutput.toJson([1.0, 1.50, 1e3, 2d, 3f, 1L, 10G, true, null]) << JsonOutput.toJson(new Date(0)) << JsonOutput.toJson([key: [:]])
  out << JsonOutput.unescaped('{"raw":1}') << JsonOutput.toJson([a: JsonOutput.unescaped('[1]')]) << new JsonSlurper().parseText('[]') << new JsonSlurper().parseText('{"a":{}}') << new JsonSlurper().parseText('[1,2.0,"x",null,true]')
  out << new JsonSlurperClassic().parseText('{"z":1,"a":1.5}') << new JsonSlurper(type: JsonParserType.LAX).parseText("{a:'b', /* c */ d:1}") << new JsonSlurper().parseText('{"z":1,"a":2,"m":3}').keySet() << (order.lines as List).size() << order.lines[-1]
  ['{"a":}', '{"a":1', '', '[1,]', '{a:1}', 'nul'].each { text ->
    try { out << new JsonSlurper().parseText(text) } catch (e) { out << "${e.getClass().name} ${e.message.readLines()[0]}" }
  }
  message.setProperty('order', order.lines[0])
  message.setProperty('price', order.price)
  message.setHeader('id', order.id)
  message.setBody(out.join('\n'))
  return message
}
