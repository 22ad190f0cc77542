package sluice.host;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One run of a script with its time limit. Exactly one frame answers it: whoever settles the call first sends it. */
final class Call {
    private final int id;
    private final ScriptHost host;
    private final Execution execution;
    private final Thread thread = Thread.currentThread();
    private boolean settled;

    Call(int id, ScriptHost host, Execution execution) {
        this.id = id;
        this.host = host;
        this.execution = execution;
    }

    void run(ValueReader reader, ScheduledExecutorService timer) {
        LoadedScript script = host.script(reader.readInt());
        String function = reader.readString();
        int limit = reader.readInt();
        Future<?> alarm = timer.schedule(() -> stop(script.name(), limit), limit, TimeUnit.MILLISECONDS);
        ValueWriter outcome = execute(script, function, reader);
        alarm.cancel(false);
        if (settle()) host.connection().send(FrameKind.RESULT, id, outcome);
    }

    private ValueWriter execute(LoadedScript script, String function, ValueReader reader) {
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(script.loader());
        try {
            return execution.execute(script, function, reader, host.objects());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Claims the answer; false when the time limit was quicker. */
    private synchronized boolean settle() {
        boolean first = !settled;
        settled = true;
        Thread.interrupted();
        return first;
    }

    private synchronized void stop(String name, int limit) {
        if (settled) return;
        settled = true;
        thread.interrupt();
        host.fail(id, "The script " + name + " was stopped: it ran longer than " + limit + " ms");
    }
}
