import com.sap.gateway.ip.core.customdev.util.Message
import java.math.RoundingMode

def Message processData(Message message) {
  def out = []
  out << 1 / 3 << 10 / 4 << 10.intdiv(4) << 7 % 3 << -7 % 3 << 2**10 << 2**-1 << 2**0.5 << 1.1 + 2.2 << 1.1d + 2.2d << 0.1f + 0.2 << 1.10 << (1.10 == 1.1) << 1.10.equals(1.1)
  out << (3.7 as int) << (3.7 as Integer) << 3.5d.round() << 2.5d.round() << -2.5d.round() << 3.14159d.round(2) << 2.5.setScale(0, RoundingMode.HALF_EVEN) << new BigDecimal('12.345').setScale(2, BigDecimal.ROUND_HALF_UP)
  out << '12.50'.toBigDecimal() << '12.50'.toDouble() << '42'.toInteger() + 1 << '0x1F'.length() << Integer.parseInt('ff', 16) << 0b1010
  out << 0777 << 1_000_000 << 10G << 1.5G << 2147483647 + 1 << Integer.MAX_VALUE + 1L
  out << 9223372036854775807 + 1
  out << 1e10 << 1e-10 << 1.0E+3 << 12345678.9d << 0.00012d << 1d / 3 << 1f / 3 << 100d << 1.0 << 1G.getClass().name << (1 / 3).getClass().name << (2**3).getClass().name << (1.5 * 2).getClass().name << (6 / 2) << (6 / 2).getClass().name
  out << [1, 2, 3.5].sum() << [1, 2.5, 3L].max() << [3, 1, 2].sort() << (1..10).sum() / 4 << [1, 2, 3].sum { it * 0.1 } << [0.1, 0.2, 0.3].sum() << [0.1d, 0.2d, 0.3d].sum() << 5.0 / 2.5 << new BigDecimal('1E+3') << new BigDecimal('1E+3').toPlainString()
  out << new java.text.DecimalFormat('#,##0.00').format(1234567.891) << String.format('%.2f', 2.675) << Math.round(2.5) << Math.floor(-1.5) << Math.max(1, 2L) << (char) 65 << ((int) 'A') << ('5' as char) + 1 << '5' + 1 << 5 + '1'
  out << 1.compareTo(1.0) << (1 == 1.0) << (1 <=> 2.5) << 10.toString().padLeft(4, '0') << (0.0 ? 'true' : 'false') << (-0.0d) << 0d.equals(-0.0d) << Double.NaN << (1d / 0) << new BigDecimal('0.10').stripTrailingZeros() << 1.23456789012345678901234567890
  try { 1 / 0 } catch (e) { out << e }
  try { 'x'.toInteger() } catch (e) { out << e }
  try { new BigDecimal('1,5') } catch (e) { out << e.getClass().name }
  message.setHeader('decimal', 12.50)
  message.setHeader('whole', 42)
  message.setProperty('long', 4711000000L)
  message.setProperty('huge', 12345678901234567890)
  message.setProperty('double', 5.0d)
  message.setProperty('small', 1.0E-7d)
  message.setProperty('float', 1.5f)
  message.setProperty('ratio', 1 / 3)
  message.setProperty('beyond', 9007199254740993L)
  message.setProperty('list', [1, 2.50, 3L, null, [true]])
  message.setProperty('map', [a: 1.10, b: [c: 'd']])
  message.setBody(out.join('\n'))
  return message
}
