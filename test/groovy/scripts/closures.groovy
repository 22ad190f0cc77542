import com.sap.gateway.ip.core.customdev.util.Message
import groovy.transform.Field
import java.util.function.Function

@Field Map seen = [:]
@Field static int counter = 0

def twice = { it * 2 }
def Closure adder(int n) { { x -> x + n } }

def Message processData(Message message) {
  def out = []
  def compose = { x -> x + 1 } >> { x -> x * 10 }
  out << compose(1) << ({ x -> x + 1 } << { x -> x * 10 })(1) << adder(3)(4) << adder(3).call(5) << { a, b = 2 -> a + b }(1) << { ... all -> all.size() }(1, 2, 3) << { it }('it') << { -> 'none' }()
  out << { a, b -> a * b }.curry(6)(7) << { a, b -> a - b }.rcurry(1)(10) << { a, b, c -> "$a$b$c" }.ncurry(1, 'x')('a', 'c')
  def fib
  fib = { n -> n < 2 ? n : fib(n - 1) + fib(n - 2) }.memoize()
  out << fib(40) << ({ n, acc = 1G -> n < 2 ? acc : trampoline(n - 1, acc * n) }.trampoline())(30)
  def with = new StringBuilder().with { append('a'); append(1.5); it.toString() }
  out << with << [1, 2, 3].inject(0) { sum, each -> sum + each } << [a: 1].collect { k, v -> "$k$v" } << [1, 2].each { seen[it] = it * it } << seen
  def delegate = new Expando(name: 'd', greet: { who -> "$name greets $who" })
  out << delegate.greet('you') << { -> name }.with { it.delegate = [name: 'of delegate']; it.resolveStrategy = Closure.DELEGATE_FIRST; it() }
  out << ([1, 2, 3] as Queue).poll() << ({ it.toUpperCase() } as Function).apply('sam') << [3, 1, 2].sort { a, b -> b <=> a } << ['bb', 'a'].sort { it.size() } << ['bb', 'a'].max { it.size() } << (1..3).collect { i -> (1..i).sum() }
  out << this.&helper.call('x') << ['a', 'b'].collect(this.&helper) << { -> owner.getClass().simpleName }() << (counter += 1) << [1, [2, [3]]].flatten() << 5.times { }.is(null) << (0..<3).toList() << 3.upto(5) { } << 10.step(0, -3) { out << it }
  switch (message.getBody(String).size()) { case 0: out << 'empty'; break; case { it > 100 }: out << 'long'; break; case 1..100: out << 'short'; break }
  switch ('text') { case ~/t.*/: out << 'matches'; case Number: out << 'falls through'; break; default: out << 'no' }
  out << (null ?: 'elvis') << message?.properties?.none?.deeper << [1, 2, null]*.toString() << [[1, 2], [3]]*.size() << ['x', 'y'].withIndex() << [1, 2, 3, 4].split { it % 2 } << [[1, 2], ['a', 'b']].transpose() << [1, 2, 3].collate(2) << (1..4).groupBy { it % 2 } << (1..4).countBy { it > 2 } << [1, 2, 3].combinations { }.getClass().simpleName
  message.setBody(out.join('\n'))
  return message
}

def helper(text) { "helped $text" }
