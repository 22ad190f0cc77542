package sluice.host;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** What running scripts ask Node and wait for: credentials by alias. */
final class Questions {
    private final Map<Integer, CompletableFuture<ValueReader>> open = new ConcurrentHashMap<>();
    private final AtomicInteger last = new AtomicInteger();
    private final Connection connection;

    Questions(Connection connection) {
        this.connection = connection;
    }

    /** Waits for the answer. Throws RefusedException with Node's reason. */
    ValueReader ask(String alias) throws RefusedException, InterruptedException {
        int id = last.incrementAndGet();
        CompletableFuture<ValueReader> answer = new CompletableFuture<>();
        open.put(id, answer);
        try {
            ValueWriter writer = new ValueWriter(null);
            writer.writeString(String.valueOf(alias));
            connection.send(FrameKind.QUESTION, id, writer);
            return answer.get();
        } catch (ExecutionException failure) {
            throw (RefusedException) failure.getCause();
        } finally {
            open.remove(id);
        }
    }

    void answer(int id, ValueReader answer) {
        CompletableFuture<ValueReader> waiting = open.get(id);
        if (waiting != null) waiting.complete(answer);
    }

    void refuse(int id, String reason) {
        CompletableFuture<ValueReader> waiting = open.get(id);
        if (waiting != null) waiting.completeExceptionally(new RefusedException(reason));
    }
}
