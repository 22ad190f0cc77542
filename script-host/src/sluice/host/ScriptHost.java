package sluice.host;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers the requests of Node, many at a time. */
final class ScriptHost {
    private final Connection connection;
    private final Executor workers;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("time-limit"));
    private final Questions questions;
    private final MemoryWatch memory = new MemoryWatch();
    private final ObjectTable objects = new ObjectTable();
    private final Map<Integer, Artifact> artifacts = new ConcurrentHashMap<>();
    private final Map<Integer, LoadedScript> scripts = new ConcurrentHashMap<>();
    private final AtomicInteger lastHandle = new AtomicInteger();

    ScriptHost(Connection connection, Executor workers) {
        this.connection = connection;
        this.workers = workers;
        this.questions = new Questions(connection);
        timer.setRemoveOnCancelPolicy(true);
        ApiRegistry.offer(questions);
    }

    Connection connection() {
        return connection;
    }

    MemoryWatch memory() {
        return memory;
    }

    ObjectTable objects() {
        return objects;
    }

    LoadedScript script(int handle) {
        return scripts.get(handle);
    }

    /** Serves until Node closes the connection. */
    void serve() throws IOException {
        connection.send(FrameKind.READY, 0, new ValueWriter(objects));
        for (Connection.Frame frame = connection.read(); frame != null; frame = connection.read()) accept(frame);
    }

    private void accept(Connection.Frame frame) {
        ValueReader reader = new ValueReader(frame.content(), objects);
        switch (frame.kind()) {
            case FrameKind.RUN -> work(frame, () -> new Call(frame.id(), this, new MessageExecution()).run(reader, timer));
            case FrameKind.MAP -> work(frame, () -> new Call(frame.id(), this, new MappingExecution()).run(reader, timer));
            case FrameKind.MAPPING_FUNCTION -> work(frame, () -> describeMappingFunction(frame.id(), reader));
            case FrameKind.COMPILE -> work(frame, () -> compile(frame.id(), reader));
            case FrameKind.ARTIFACT -> work(frame, () -> load(frame.id(), reader));
            case FrameKind.RELEASE_SCRIPT -> releaseScript(reader.readInt());
            case FrameKind.RELEASE_ARTIFACT -> releaseArtifact(reader.readInt());
            case FrameKind.RELEASE_OBJECTS -> releaseObjects(reader);
            case FrameKind.ANSWER -> questions.answer(frame.id(), reader);
            case FrameKind.REFUSAL -> questions.refuse(frame.id(), reader.readString());
            default -> throw new IllegalStateException("No frame has the kind " + frame.kind());
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private void work(Connection.Frame frame, Work work) {
        workers.execute(() -> {
            try {
                work.run();
            } catch (Throwable problem) {
                if (MemoryWatch.isFull(problem)) retire();
                fail(frame.id(), problem instanceof CompileException ? problem.getMessage() : problem.toString());
            }
        });
    }

    /** Tells Node that this process has lost a thread or was out of memory: it shall take no new work. */
    void retire() {
        connection.send(FrameKind.RETIRE, 0, new ValueWriter(objects));
    }

    void fail(int id, String reason) {
        ValueWriter writer = new ValueWriter(objects);
        writer.writeString(reason);
        connection.send(FrameKind.FAILURE, id, writer);
    }

    private void load(int id, ValueReader reader) throws IOException {
        int handle = lastHandle.incrementAndGet();
        artifacts.put(handle, new Artifact(reader));
        ValueWriter writer = new ValueWriter(objects);
        writer.writeInt(handle);
        connection.send(FrameKind.RESULT, id, writer);
    }

    private void compile(int id, ValueReader reader) throws CompileException {
        Artifact artifact = artifacts.get(reader.readInt());
        String language = reader.readString();
        String name = reader.readString();
        Program program = compile(language, name, reader, artifact);
        int handle = lastHandle.incrementAndGet();
        scripts.put(handle, new LoadedScript(name, program, program.loader()));
        ValueWriter writer = new ValueWriter(objects);
        writer.writeInt(handle);
        writer.writeValue(program.functions());
        connection.send(FrameKind.RESULT, id, writer);
    }

    private static Program compile(String language, String name, ValueReader reader, Artifact artifact) throws CompileException {
        return switch (language) {
            case "groovy" -> GroovyCompiler.compile(name, reader.readString(), artifact);
            case "javascript" -> JavaScriptProgram.compile(name, reader.readString(), artifact);
            case "xslt" -> StylesheetCompiler.compile(name, reader.readBytes(), artifact);
            case "xsd" -> SchemaCompiler.compile(name, reader.readBytes(), artifact);
            default -> throw new IllegalStateException("Nothing compiles the language " + language);
        };
    }

    private void describeMappingFunction(int id, ValueReader reader) throws CompileException {
        MappingFunction function = MappingFunction.find(scripts.get(reader.readInt()), reader.readString(), reader.readInt());
        ValueWriter writer = new ValueWriter(objects);
        writer.writeByte(function.takesContexts() ? 1 : 0);
        writer.writeInt(function.outputs());
        connection.send(FrameKind.RESULT, id, writer);
    }

    private void releaseScript(int handle) {
        LoadedScript script = scripts.remove(handle);
        if (script != null) script.program().release();
    }

    private void releaseArtifact(int handle) {
        Artifact artifact = artifacts.remove(handle);
        if (artifact != null) artifact.release();
    }

    private void releaseObjects(ValueReader reader) {
        int count = reader.readInt();
        for (int index = 0; index < count; index++) objects.release(reader.readLong());
    }
}
