import com.sap.gateway.ip.core.customdev.util.Message

def Message processData(Message message) {
  def body = message.getBody(String)
  def out = []
  out << body.length() << body.reverse()[0..9] << body.tokenize('<>').take(5) << body.readLines().size()
  out << 'a,b,,c,,'.split(',').toList() << 'a,b,,c,,'.tokenize(',') << 'a-b_c'.split(/[-_]/).toList()
  out << 'x'.padLeft(5, '0') << 'x'.padRight(4) + '|' << 'abc'.center(7, '*') << 'ab' * 3 << 'abcabc' - 'b' << 'straße'.toUpperCase() << 'İ'.toLowerCase().length()
  out << 'hello world'.capitalize() << 'Hello'.uncapitalize() << 'a b c'.replaceAll(' ', '') << 'tr'.tr('a-z', 'A-Z') << 'snake'.each { it }.collect { it.toUpperCase() }
  out << '  trim '.trim() << "  x\n   y".stripIndent() << '|a\n |b'.stripMargin() << 'abc'.contains('b') << ('abc' in ['abc']) << 'b'.compareTo('a') << ('a' <=> 'b')
  out << 'abc'[-1] << 'abcdef'[1..3] << 'abcdef'[4..2] << 'abcdef'[0, 2, 4] << 'abc'.getAt(1) << 'a'.next() << 'z'.next() << ('a'..'e').join('') << 'é'.length()
  out << 'text'.isNumber() << '12.5'.isNumber() << '1e3'.isBigDecimal() << '٣'.isInteger() << ''.asBoolean() << ' '.asBoolean() << 'null' + null
  out << 'a\tb\\n' << '''multi
line''' << $/dollar $ slash \/$ << 'ab'.chars.toList() << 'ab'.bytes.toList() << 'abc'.hashCode() << 'a=1&b=2'.split('&').collectEntries { it.split('=').toList() }
  out << String.format('%05d|%-6s|%.3f|%,d|%x|%e|%b', 42, 'ab', 3.14159, 1234567, 255, 12345.678, true) << sprintf('%s-%s', [1, 2])
  message.setBody(out.join('\n'))
  return message
}
