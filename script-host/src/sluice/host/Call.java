package sluice.host;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One run of a script with its time limit. Exactly one frame answers it: whoever settles the call first sends it. */
final class Call {
    private final int id;
    private final ScriptHost host;
    private final Thread thread = Thread.currentThread();
    private boolean settled;

    Call(int id, ScriptHost host) {
        this.id = id;
        this.host = host;
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
        MessageLogRecorder log = new MessageLogRecorder();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(script.loader());
        try {
            ExchangeMessage message = new ExchangeMessage(reader);
            ScriptFailure failure = callScript(script, function, message, log);
            return outcome(failure, log, message);
        } catch (RuntimeException | Error unwritable) {
            return outcome(ScriptFailure.of(unwritable, script.name()), log, null);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static ScriptFailure callScript(LoadedScript script, String function, ExchangeMessage message, MessageLogRecorder log) {
        try {
            script.program().call(function, message, log);
            return null;
        } catch (Throwable thrown) {
            return ScriptFailure.of(thrown, script.name());
        }
    }

    private ValueWriter outcome(ScriptFailure failure, MessageLogRecorder log, ExchangeMessage message) {
        ValueWriter writer = new ValueWriter(host.objects());
        writer.writeByte(failure == null ? 0 : 1);
        if (failure != null) failure.write(writer);
        log.write(writer);
        writer.writeByte(message == null ? 0 : 1);
        if (message != null) message.writeChanges(writer);
        return writer;
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
