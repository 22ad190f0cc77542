import com.sap.gateway.ip.core.customdev.util.Message
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import org.codehaus.groovy.runtime.InvokerHelper

/** Runs scripts as Groovy alone does: a list of calls in JSON comes in, a list of what they did goes out. */
List outcomes = new JsonSlurper().parse(System.in, 'UTF-8').collect { call ->
  def message = new Message(body: call.body)
  call.headers.each { name, value -> message.setHeader(name, value) }
  call.properties.each { name, value -> message.setProperty(name, value) }
  try {
    call.scripts.each { run(it, message) }
    [body: text(message.body), headers: texts(message.headers), properties: texts(message.properties)]
  } catch (Throwable failure) {
    [failure: failure.toString()]
  }
}
System.out.withWriter('UTF-8') { it << JsonOutput.toJson(outcomes) }

void run(Map script, Message message) {
  def instance = new GroovyClassLoader(this.class.classLoader).parseClass(script.source as String, script.name as String).newInstance()
  if (instance instanceof Script) {
    instance.setBinding(new Binding())
    instance.run()
  }
  InvokerHelper.invokeMethod(instance, 'processData', message)
}

Map texts(Map values) { values.collectEntries { name, value -> [name, text(value)] } }

String text(Object value) { value instanceof byte[] ? new String(value, 'UTF-8') : String.valueOf(value) }
