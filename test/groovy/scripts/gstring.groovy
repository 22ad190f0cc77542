import com.sap.gateway.ip.core.customdev.util.Message

def Message processData(Message message) {
  def out = []
  def n = 1
  def eager = "n=$n"
  def lazy = "n=${-> n}"
  n = 2
  out << eager << lazy << "${n + 1} $message.headers.kind ${message.headers['kind']} \$n ${'nested ' + "${n}"}" << "a${null}b" << "${[1, 2]} ${[a: 1]}" << "${1.10} ${1e3} ${'x' as char}"
  out << eager.getClass().simpleName << (eager + 'x').getClass().simpleName << (eager == 'n=1') << 'n=1'.equals(eager) << eager.toString().equals('n=1') << ['n=1': 'by text'][eager] << ["$n": 1].containsKey('2') << [(eager.toString()): 5]['n=1'] << eager.length() << eager.values.toList() << eager.strings.toList()
  out << """multi
${n} line""" << /slashy ${n} \d+/ << $/dollar ${n} $$ \/$ << "tab\tquote\" dollar\$" << 'single ${n}' << ("x${n}" in ['x2']) << ["x${n}", 'x2'].unique() << ["a${n}"].contains('a2') << ("x${n}" as String) in ['x2']
  message.setHeader("header$n", "value $n")
  message.setProperty("property$n", "value $n")
  message.setBody("body ${n}\n${out.join('\n')}")
  return message
}
