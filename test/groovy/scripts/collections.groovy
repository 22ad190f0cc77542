import com.sap.gateway.ip.core.customdev.util.Message

def Message processData(Message message) {
  def out = []
  def map = [z: 1, a: 2, 'm n': 3, (5): 'five']
  out << map << map.keySet() << map.getClass().name << map.z << map.'m n' << map[5] << map.none << map.get('none', 9) << map.findAll { it.key == 'a' } << map.sort { a, b -> a.key.toString() <=> b.key.toString() } << map.collectEntries { k, v -> [v, k] } << map.find { it.value == 3 }?.key << map.any { k, v -> v == 2 } << map.max { it.value.toString() }.key << map.groupBy { it.value.getClass().simpleName } << map.subMap(['z', 'a']) << map + [b: 4] << map.inject(0) { n, e -> n + 1 }
  out << ([3, 1, 2, 3] as Set) << ([3, 1, 2, 3] as TreeSet) << [3, 1, 2].sort() << [3, 1, 2].sort(false) << [3, 1, 2].reverse() << [1, 2, 3, 2].unique() << [1, 2, 3] - [2] << [1, 2] + 3 << [1, 2] * 2 << [1, 2, 3].intersect([2, 3, 4]) << [[1, 2], [3]].sum() << [1, 2, 3, 4][1..2] << [1, 2, 3][-1] << [1, 2, 3][5] << [1, 2, 3].indexOf(3) << [1, null, 'a'].findAll() << [4, 5].collect { it + 1 }.join('|') << [1, 2, 3].any { it > 2 } << [].every { false } << [1, 2, 3].head() << [1, 2, 3].tail() << [1, 2, 3].last() << [].max() << ['b', 'B', 'a'].sort() << ['b', 'B', 'a'].toSorted { a, b -> a.compareToIgnoreCase(b) }
  def list = []
  list[3] = 'x'
  out << list << (list << 'y') << list.size() << [1, 2, 3].dropWhile { it < 2 } << [1, 2, 3].takeWhile { it < 3 } << (1..5).findIndexValues { it % 2 } << [1, 2, 3].permutations().size() << [[1, 2], [3, 4]].combinations() << [1, 2, 3].collectMany { [it, it] } << ['a', 'b'].indexed() << [a: [b: [c: 1]]].a.b.c << [1, 2, 3].stream().map { it * 2 }.toArray().toList() << new LinkedList([1, 2]).getFirst() << [b: 1, a: 2].sort()*.key << new TreeMap([b: 1, a: 2]) << [k: 'v'].entrySet()[0] << [1, 'a', null, 2.5].toString() << [[k: 1], [k: 2]].k << ([1, 2] as int[]).toList() << ([1, 2] == [1, 2]) << ([a: 1] == [a: 1]) << [1, 2].equals([2, 1]) << [1L, 1, 1.0].unique()
  def properties = new Properties()
  properties.load(new StringReader('a=1\nb = two words'))
  out << properties.sort() << (properties as Map).size() << [name: 'x'].with { name } << [1, 2, 3].asImmutable().getClass().simpleName << Collections.emptyList() << new ArrayDeque([1, 2]).peekLast() << (0..10).step(5) << ('a'..'c').toList() << (5..1).toList() << (1.0..2.5).toList()
  try { [1].asImmutable() << 2 } catch (e) { out << e.getClass().name }
  try { [1, 2].each { if (it == 1) throw new IllegalStateException('stop') } } catch (e) { out << e.message }
  message.setProperty('map', map)
  message.setProperty('set', [3, 1, 2] as LinkedHashSet)
  message.setProperty('texts', ['a', "b${1}"])
  message.setBody(out.join('\n'))
  return message
}
