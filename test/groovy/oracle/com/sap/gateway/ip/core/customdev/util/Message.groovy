package com.sap.gateway.ip.core.customdev.util

/** As little of a message as the scripts of this suite use. */
class Message {
  Object body
  Map<String, Object> headers = new TreeMap(String.CASE_INSENSITIVE_ORDER)
  Map<String, Object> properties = new LinkedHashMap()

  def getBody(Class type) {
    String text = body instanceof byte[] ? new String(body, 'UTF-8') : String.valueOf(body)
    if (type == String) return text
    if (type == byte[]) return text.getBytes('UTF-8')
    if (type == Reader) return new StringReader(text)
    if (type == InputStream) return new ByteArrayInputStream(text.getBytes('UTF-8'))
    throw new IllegalArgumentException("$type")
  }

  Map<String, Object> getProperties() { properties }
  void setHeader(String name, Object value) { headers.put(name, value) }
  void setProperty(String name, Object value) { properties.put(name, value) }
}
