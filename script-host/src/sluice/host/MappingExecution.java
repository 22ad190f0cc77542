package sluice.host;

import groovy.lang.GroovyObject;
import java.util.ArrayList;
import java.util.List;

/** Calls a mapping function, once for each list of inputs, all in one script object. */
final class MappingExecution implements Execution {
    @Override
    public ValueWriter execute(LoadedScript script, String function, ValueReader reader, ObjectTable objects) {
        MessageLogRecorder log = new MessageLogRecorder();
        ValueWriter writer = new ValueWriter(objects);
        try {
            MappingFunction callee = MappingFunction.find(script, function, reader.readInt());
            MessageValues values = new MessageValues(reader);
            List<?> results = callAll(callee, script.program().newInstance(log), (List<?>) reader.readValue(), values);
            writer.writeByte(0);
            log.write(writer);
            values.writeChanges(writer);
            writer.writeValue(results);
        } catch (Throwable thrown) {
            if (MemoryWatch.isFull(thrown)) throw new OutOfMemoryError();
            writer.reset();
            writer.writeByte(1);
            ScriptFailure.of(thrown, script.name()).write(writer);
            log.write(writer);
        }
        return writer;
    }

    private static List<?> callAll(MappingFunction function, GroovyObject instance, List<?> calls, MessageValues values) {
        List<Object> results = new ArrayList<>();
        for (Object inputs : calls) results.add(function.call(instance, (List<?>) inputs, values));
        return results;
    }
}
