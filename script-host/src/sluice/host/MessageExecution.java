package sluice.host;

/** Calls the function of a script step with the message. */
final class MessageExecution implements Execution {
    @Override
    public ValueWriter execute(LoadedScript script, String function, ValueReader reader, ObjectTable objects) {
        MessageLogRecorder log = new MessageLogRecorder();
        try {
            ExchangeMessage message = new ExchangeMessage(reader);
            ScriptFailure failure = callScript(script, function, message, log);
            return outcome(failure, log, message, objects);
        } catch (OutOfMemoryError full) {
            throw full;
        } catch (RuntimeException | Error unwritable) {
            return outcome(ScriptFailure.of(unwritable, script.name()), log, null, objects);
        }
    }

    private static ScriptFailure callScript(LoadedScript script, String function, ExchangeMessage message, MessageLogRecorder log) {
        try {
            script.program().call(function, message, log);
            return null;
        } catch (Throwable thrown) {
            if (MemoryWatch.isFull(thrown)) throw new OutOfMemoryError();
            return ScriptFailure.of(thrown, script.name());
        }
    }

    private static ValueWriter outcome(ScriptFailure failure, MessageLogRecorder log, ExchangeMessage message, ObjectTable objects) {
        ValueWriter writer = new ValueWriter(objects);
        writer.writeByte(failure == null ? 0 : 1);
        if (failure != null) failure.write(writer);
        log.write(writer);
        writer.writeByte(message == null ? 0 : 1);
        if (message != null) message.writeChanges(writer);
        return writer;
    }
}
