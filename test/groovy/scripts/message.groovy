import com.sap.gateway.ip.core.customdev.util.Message

def Message processData(Message message) {
  def headers = message.getHeaders()
  def properties = message.getProperties()
  def out = []
  out << headers.get('kind') << headers['KIND'] << headers.kind << headers.get('none') << headers.containsKey('Kind') << properties.get('customer') << properties.customer << properties['none'] << properties.customer?.size() << (headers.none ?: 'default') << "${headers.kind} of ${properties.customer}" << message.properties.customer << message.headers.kind
  message.setHeader('Text', 'a')
  message.setHeader('Number', 7)
  message.setHeader('Flag', true)
  message.setProperty('Flag', false)
  message.setProperty('customer', properties.customer.toUpperCase())
  message.setProperty('bytes', 'abc'.bytes)
  message.setProperty('char', 'c' as char)
  message.setProperty('builder', new StringBuilder('built'))
  message.setProperty('range', 1..3)
  message.setProperty('nested', [list: [1, [2]], map: [k: null]])
  headers.put('Put', 'through the map')
  headers.remove('kind')
  properties.put('Put', 'too')
  message.setBody(out.join('\n'))
  return message
}
