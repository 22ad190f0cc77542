package sluice.host;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Objects that cannot leave the JVM, kept until Node says that no message refers to them any more. */
final class ObjectTable {
    private final Map<Long, Object> objects = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();

    long keep(Object value) {
        long id = last.incrementAndGet();
        objects.put(id, value);
        return id;
    }

    Object get(long id) {
        return objects.get(id);
    }

    void release(long id) {
        objects.remove(id);
    }
}
