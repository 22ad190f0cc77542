import com.sap.gateway.ip.core.customdev.util.Message
import java.util.regex.Pattern

def Message processData(Message message) {
  def body = message.getBody(String)
  def out = []
  def matcher = body =~ /<price>([\d.]+)<\/price>/
  out << matcher.count << matcher[0] << matcher[0][1] << matcher.collect { it[1] } << (body ==~ /(?s).*order.*/) << ('abc' ==~ /b/) << ('abc' =~ /b/).find() << body.findAll(/id="(\w+)"/) { all, id -> id }
  out << 'a1b22'.replaceAll(/\d+/) { "<$it>" } << 'a1b22'.replaceAll(/([a-z])(\d+)/, '$2$1') << 'a1b2'.replaceFirst(/\d/, '') << 'John Smith'.replaceAll(/(\w+) (\w+)/) { all, first, last -> "$last, $first" } << 'x.y'.split(Pattern.quote('.')).toList() << 'a  b'.split(/\s+/).toList()
  out << 'key=value'.find(/=(.*)/) { it[1] } << 'none'.find(/\d/) << ('2024-01-02' =~ /(?<y>\d{4})-(?<m>\d\d)/).with { it.find(); it.group('y') + it.group('m') } << 'ÄÖÜ'.replaceAll(/(?iu)ö/, 'o') << 'tel: +49 (0)30/123'.replaceAll(/[^\d+]/, '') << 'a\nb'.replaceAll(/(?m)^/, '> ')
  def (all, y, m) = ('2024-01' =~ /(\d+)-(\d+)/)[0]
  out << all << y << m << ['apple', 'pear'].grep(~/a.*/) << 'aXbX'.split('X', -1).toList() << 'camelCaseText'.replaceAll(/([A-Z])/, /_$1/).toLowerCase() << ('ab12' =~ /\d/).replaceAll('#') << 'one two'.eachMatch(/\w+/) { out << it }
  try { Pattern.compile('(') } catch (e) { out << e.getClass().name << e.description }
  try { ('abc' =~ /x/)[0] } catch (e) { out << e }
  message.setBody(out.join('\n'))
  return message
}
