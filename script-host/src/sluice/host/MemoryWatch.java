package sluice.host;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** When the heap is nearly full after it was cleared up, stops the call that took the most memory since it began. */
final class MemoryWatch {
    private static final double NEARLY_FULL = 0.85;
    private static final String THOROUGH = "end of major GC";
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Set<Call> running = ConcurrentHashMap.newKeySet();

    MemoryWatch() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) emitter.addNotificationListener((event, data) -> afterCollection(event), null, null);
        }
    }

    /** Bytes that the thread has taken since it began, given back or not. */
    static long takenBy(Thread thread) {
        return THREADS.getThreadAllocatedBytes(thread.getId());
    }

    void add(Call call) {
        running.add(call);
    }

    void remove(Call call) {
        running.remove(call);
    }

    /** Whether the script failed because the heap is full. */
    static boolean isFull(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 64; depth++, cause = cause.getCause()) if (cause instanceof OutOfMemoryError) return true;
        return false;
    }

    private void afterCollection(Notification event) {
        if (!event.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) return;
        GarbageCollectionNotificationInfo info = GarbageCollectionNotificationInfo.from((CompositeData) event.getUserData());
        if (!info.getGcAction().equals(THOROUGH)) return;
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        if (heap.getUsed() < heap.getMax() * NEARLY_FULL) return;
        running.stream().max(Comparator.comparingLong(Call::taken)).ifPresent(Call::stopForMemory);
    }
}
