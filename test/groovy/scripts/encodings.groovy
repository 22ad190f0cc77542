import com.sap.gateway.ip.core.customdev.util.Message
import javax.crypto.Mac
import javax.crypto.spec.SecretKeySpec
import java.security.MessageDigest
import java.util.zip.*

def Message processData(Message message) {
  def out = []
  def text = 'grüße € 😀'
  out << text.bytes.encodeBase64() << new String('Z3LDvMOfZQ=='.decodeBase64(), 'UTF-8') << text.getBytes('UTF-8').encodeHex() << text.getBytes('ISO-8859-1').toList() << text.getBytes('UTF-16').length << new String([0xfc] as byte[], 'ISO-8859-1') << new String([0xfc] as byte[], 'UTF-8') << 'ff00'.decodeHex().toList()
  out << Base64.getEncoder().encodeToString('a?>'.bytes) << Base64.urlEncoder.withoutPadding().encodeToString('a?>'.bytes) << Base64.mimeEncoder.encodeToString(('x' * 80).bytes).readLines().size() << URLEncoder.encode(text, 'UTF-8') << URLDecoder.decode('a+b%20%C3%BC', 'UTF-8') << new URI('http://h/p?q=1#f').query
  ['MD5', 'SHA-1', 'SHA-256'].each { out << MessageDigest.getInstance(it).digest(text.bytes).encodeHex().toString() }
  def mac = Mac.getInstance('HmacSHA256')
  mac.init(new SecretKeySpec('key'.bytes, 'HmacSHA256'))
  out << mac.doFinal(text.bytes).encodeBase64().toString()
  def packed = new ByteArrayOutputStream()
  new GZIPOutputStream(packed).withStream { it << text.getBytes('UTF-8') }
  out << new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray())).getText('UTF-8')
  def zipped = new ByteArrayOutputStream()
  new ZipOutputStream(zipped).withStream { zip -> zip.putNextEntry(new ZipEntry('a.txt')); zip.write('in the zip'.bytes); zip.closeEntry() }
  def zip = new ZipInputStream(new ByteArrayInputStream(zipped.toByteArray()))
  out << zip.nextEntry.name << zip.text
  out << java.nio.charset.Charset.defaultCharset() << System.getProperty('line.separator').bytes.toList() << new StringReader('a\r\nb\rc').readLines() << message.getBody(InputStream).getText('UTF-8').length() << message.getBody(byte[]).length << message.getBody(Reader).readLine() << groovy.xml.XmlUtil.escapeXml('<a & "b">') << org.codehaus.groovy.runtime.EncodingGroovyMethods.name
  out << '\u00e4' << 'ä'.codePointAt(0) << '😀'.length() << '😀'.codePointCount(0, 2) << java.text.Normalizer.normalize('ä', java.text.Normalizer.Form.NFD).length() << 'ÀÉ'.toLowerCase() << UUID.nameUUIDFromBytes('x'.bytes)
  message.setBody(out.join('\n').getBytes('UTF-8'))
  return message
}
