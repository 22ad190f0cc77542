package sluice.host;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One run of a script with its limits of time, memory and result. Exactly one frame answers it: whoever settles the call first
 * sends it.
 */
final class Call {
    /** A script that has not ended so long after it was stopped never will. */
    private static final int GRACE = 2_000;
    /** Threads that a script starts belong to its call. */
    private static final InheritableThreadLocal<Integer> CURRENT = new InheritableThreadLocal<>();

    private final int id;
    private final ScriptHost host;
    private final Execution execution;
    private final Thread thread = Thread.currentThread();
    private final long takenBefore = MemoryWatch.takenBy(thread);
    private String name;
    private boolean settled;
    private volatile boolean ended;

    Call(int id, ScriptHost host, Execution execution) {
        this.id = id;
        this.host = host;
        this.execution = execution;
    }

    /** Number of the call that this thread belongs to; 0 when it belongs to none. */
    static int current() {
        Integer id = CURRENT.get();
        return id == null ? 0 : id;
    }

    void run(ValueReader reader, ScheduledExecutorService timer) {
        CURRENT.set(id);
        LoadedScript script = host.script(reader.readInt());
        name = script.name();
        String function = reader.readString();
        int limit = reader.readInt();
        int resultLimit = reader.readInt();
        Future<?> alarm = timer.schedule(() -> stop("it ran longer than " + limit + " ms"), limit, TimeUnit.MILLISECONDS);
        Future<?> verdict = timer.schedule(this::giveUp, (long) limit + GRACE, TimeUnit.MILLISECONDS);
        host.memory().add(this);
        try {
            answer(execute(script, function, reader), resultLimit);
        } catch (OutOfMemoryError full) {
            stopForMemory();
            host.retire();
        } finally {
            ended = true;
            CURRENT.remove();
            host.memory().remove(this);
            alarm.cancel(false);
            verdict.cancel(false);
            forgetStop();
        }
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

    private void answer(ValueWriter outcome, int limit) {
        if (outcome.size() > limit) stop("its result has " + outcome.size() + " bytes, and at most " + limit + " are taken");
        else if (settle()) host.connection().send(FrameKind.RESULT, id, outcome);
    }

    /** Claims the answer; false when a limit was quicker. */
    private synchronized boolean settle() {
        boolean first = !settled;
        settled = true;
        return first;
    }

    /** The next call in this thread shall not be stopped for this one. */
    private synchronized void forgetStop() {
        settled = true;
        Thread.interrupted();
    }

    private synchronized void stop(String reason) {
        if (!settle()) return;
        thread.interrupt();
        host.fail(id, "The script " + name + " was stopped: " + reason);
    }

    /** Bytes that the script has taken until now, given back or not. */
    long taken() {
        return MemoryWatch.takenBy(thread) - takenBefore;
    }

    void stopForMemory() {
        stop("it needs more memory than the " + (Runtime.getRuntime().maxMemory() >> 20) + " MB that scripts have");
    }

    private void giveUp() {
        if (!ended) host.retire();
    }
}
