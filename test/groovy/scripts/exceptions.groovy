import com.sap.gateway.ip.core.customdev.util.Message

class OrderException extends RuntimeException {
  final int code
  OrderException(String message, int code, Throwable cause = null) { super(message, cause); this.code = code }
}

def Message processData(Message message) {
  def out = []
  def attempt = { Closure work -> try { out << work() } catch (Throwable thrown) { out << "${thrown.getClass().name}: ${thrown.message}" } }
  attempt { throw new OrderException('no stock', 7) }
  attempt { throw new OrderException('outer', 1, new IOException('inner')).with { throw it.cause } }
  attempt { null.length() }
  attempt { 'x'.unknownMethod(1, 'a') }
  attempt { 'x'.unknownProperty }
  attempt { unknownVariable }
  attempt { (Integer) 'text' }
  attempt { 'abc' as Integer }
  attempt { [1, 2, 3].get(9) }
  attempt { new int[1][2] }
  attempt { Class.forName('no.such.Thing') }
  attempt { assert 1 + 1 == 3 : 'sum' }
  attempt { new HashMap().iterator().next() }
  attempt { Integer.valueOf('4x') }
  attempt { throw new Error('an error') }
  attempt { 'abc'.substring(5) }
  attempt { Enum.valueOf(Thread.State, 'NONE') }
  attempt { try { throw new Exception('first') } finally { out << 'finally' } }
  attempt { try { throw new IllegalStateException('a') } catch (IllegalArgumentException | IllegalStateException e) { "multi ${e.message}" } }
  attempt { new FileReader('/no/such/file') }
  attempt { def e = new Exception('w', new Exception('cause')); "${e.cause.message} ${org.codehaus.groovy.runtime.StackTraceUtils.extractRootCause(e).message}" }
  attempt { new StringReader('x').withReader { r -> r.close(); r.read() } }
  message.setBody(out.join('\n'))
  return message
}
