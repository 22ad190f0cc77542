import com.sap.gateway.ip.core.customdev.util.Message
import groovy.time.TimeCategory
import java.text.SimpleDateFormat
import java.time.*
import java.time.format.DateTimeFormatter

def Message processData(Message message) {
  def out = []
  def date = new Date(1700000000000L)
  out << date << date.format("yyyy-MM-dd'T'HH:mm:ss.SSSXXX") << date.format('dd.MM.yy EEE MMM', TimeZone.getTimeZone('Europe/Berlin')) << date.time
  out << Date.parse('yyyy-MM-dd', '2024-02-29') << Date.parse("yyyy-MM-dd'T'HH:mm:ssZ", '2024-06-01T12:00:00+0200').time << (date + 30) << (date - 1).format('yyyyMMdd')
  out << (Date.parse('yyyy-MM-dd', '2024-03-01') - Date.parse('yyyy-MM-dd', '2024-02-01')) << date.clearTime().time << date[Calendar.MONTH] << date.toCalendar().get(Calendar.YEAR)
  def format = new SimpleDateFormat('yyyy-MM-dd HH:mm z')
  format.setTimeZone(TimeZone.getTimeZone('America/New_York'))
  out << format.format(new Date(1700000000000L)) << format.parse('2024-07-04 08:30 EDT').time << TimeZone.getDefault().ID << Locale.getDefault()
  use(TimeCategory) { out << (new Date(0) + 2.hours + 5.minutes).time << (3.days - 1.hour) << 1.month.from.now.getClass().name }
  out << LocalDate.of(2024, 2, 29).plusYears(1) << Instant.ofEpochMilli(1700000000000L) << ZonedDateTime.parse('2024-03-31T01:30:00+01:00[Europe/Berlin]').plusHours(1)
  out << LocalDateTime.parse('2024-01-02 03:04', DateTimeFormatter.ofPattern('yyyy-MM-dd HH:mm')) << Duration.ofSeconds(3661) << Period.between(LocalDate.of(2024, 1, 31), LocalDate.of(2024, 3, 1))
  out << DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(OffsetDateTime.of(2024, 1, 2, 3, 4, 5, 60000000, ZoneOffset.ofHours(-3))) << (new Date(5) <=> new Date(6)) << java.sql.Timestamp.valueOf('2024-01-02 03:04:05.6')
  try { new SimpleDateFormat('yyyy-MM-dd').parse('nonsense') } catch (e) { out << e }
  message.setProperty('date', new Date(1700000000000L))
  message.setProperty('local', LocalDate.of(2024, 2, 29))
  message.setHeader('stamp', java.sql.Timestamp.valueOf('2024-01-02 03:04:05.6'))
  message.setBody(out.join('\n'))
  return message
}
