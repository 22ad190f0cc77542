import com.sap.gateway.ip.core.customdev.util.Message

/** A script behind another one: tells what it finds, and of numbers and objects their class. */
def Message processData(Message message) {
  def lines = []
  message.getHeaders().findAll { name, value -> !name.startsWith('SAP_') }.sort { it.key }.each { name, value -> lines << "header $name ${kindOf(value)} $value" }
  message.getProperties().findAll { name, value -> !name.startsWith('SAP_') }.sort { it.key }.each { name, value -> lines << "property $name ${kindOf(value)} $value" }
  message.setBody(lines.join('\n'))
  return message
}

String kindOf(value) {
  if (value instanceof CharSequence || value instanceof Character) return 'text'
  if (value instanceof Map) return 'map'
  if (value instanceof Collection || value instanceof Object[]) return 'list'
  return value == null ? 'nothing' : value.getClass().name
}
