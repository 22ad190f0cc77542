import com.sap.gateway.ip.core.customdev.util.Message
import groovy.transform.*

@Canonical class Point { int x; int y = 5; Point plus(Point other) { new Point(x + other.x, y + other.y) } }
@Immutable class Money { BigDecimal amount; String currency }
@TupleConstructor @EqualsAndHashCode @ToString(includeNames = true) class Line { String sku; Integer qty }
@Sortable(includes = 'rank') class Item { int rank; String name; String toString() { name } }
enum Color {
  RED('r'), GREEN('g')
  final String code
  Color(String code) { this.code = code }
  static Color of(String code) { values().find { it.code == code } }
}
trait Named { String name = 'unnamed'; String hello() { "hello $name" } }
interface Priced { BigDecimal price() }
abstract class Base implements Priced {
  BigDecimal price() { base() * 2 }
  abstract BigDecimal base()
}
class Product extends Base implements Named {
  BigDecimal base() { 1.25 }
  def propertyMissing(String it) { "no $it" }
  def methodMissing(String it, args) { "$it(${args.join(',')})" }
}
class Outer {
  static class Nested { String toString() { 'nested' } }
  def inner = new Object() { String toString() { 'anonymous' } }
}
@Singleton class One { int count = 0 }
@CompileStatic class Fast { static int square(int n) { n * n } }
class Builder {
  private List parts = []
  Builder add(part) { parts << part; this }
  def leftShift(part) { add(part) }
  String toString() { parts.join('+') }
  def getAt(int i) { parts[i] }
  boolean asBoolean() { parts }
  def call() { 'called' }
}

def Message processData(Message message) {
  def out = []
  out << new Point(1) << new Point(x: 1) + new Point(2, 3) << (new Point(1, 2) == new Point(1, 2)) << [(new Point(1, 2)): 'key'][new Point(1, 2)] << new Money(12.50, 'EUR') << new Line('p1', 2) << [new Item(rank: 2, name: 'b'), new Item(rank: 1, name: 'a')].sort()
  out << Color.of('g') << Color.RED.ordinal() << Color.valueOf('RED').code << ('GREEN' as Color) << Color.values()*.name() << new Product().price() << new Product(name: 'pen').hello() << new Product().anything << new Product().act(1, 'x') << new Outer.Nested() << new Outer().inner << (++One.instance.count) << Fast.square(7)
  def builder = new Builder()
  builder << 1 << 2
  out << builder << builder[0] << (builder ? 'full' : 'empty') << builder() << new Builder().asBoolean() << (new Expando(a: 1).a) << (builder as String) << builder.with { add(3) }
  def (a, b, c) = [1, 2]
  out << a << b << c << ((a, b) = [b, a]) << new Tuple2('x', 1).first << (10 as String).getClass().simpleName << ([x: 3, y: 4] as Point) << (1 instanceof Number) << (null instanceof Object) << Point.simpleName << new Point().properties.findAll { it.key != 'class' }.sort() << Point.metaClass.respondsTo(new Point(), 'plus').size()
  int typed = 3.0; long wide = typed; String text = "g${1}"; def list = [1, 2] as LinkedList; char letter = 'c'; Integer boxed = null
  out << typed << wide.getClass() << text.getClass().simpleName << list.getClass().simpleName << letter.getClass().simpleName << boxed
  for (i in 0..2) { if (i == 1) continue; out << "for $i" }
  outer: for (int i = 0; i < 3; i++) { for (j in 0..2) { if (j == 1) continue outer; if (i == 2) break outer; out << "$i$j" } }
  def n = 3
  while (n-- > 0) { out << n }
  out << (n > 5 ? 'big' : 'small') << (n ?: 'none') << !'' << !!'x' << (5 <=> 3) << (7 >> 1) << (-8 >>> 28) << (6 & 3) << (6 ^ 3) << (~5) << (true ^ false) << (1..3).contains(2) << (2 in 1..3)
  Integer.metaClass.doubled = { -> delegate * 2 }
  out << 21.doubled() << 'x'.metaClass.getMetaMethod('size').name << evaluate('1 + 2') << Eval.x(4, 'x * 2') << binding.variables.getClass().simpleName << this.getClass().simpleName
  message.setBody(out.join('\n'))
  return message
}
