package sluice.host;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** What running scripts ask Node and wait for: credentials, partners, numbers, … The Node side has the list in `questions.ts`. */
final class Questions {
    private final Map<Integer, CompletableFuture<Object>> open = new ConcurrentHashMap<>();
    private final AtomicInteger last = new AtomicInteger();
    private final Connection connection;

    Questions(Connection connection) {
        this.connection = connection;
    }

    /** Waits for the answer. Throws RefusedException with Node's reason, or when the script was stopped. */
    Object ask(String question, Object... arguments) throws RefusedException {
        int id = last.incrementAndGet();
        CompletableFuture<Object> answer = new CompletableFuture<>();
        open.put(id, answer);
        try {
            ValueWriter writer = new ValueWriter(null);
            writer.writeString(question);
            writer.writeValue(Arrays.asList(arguments));
            writer.writeInt(Call.current());
            connection.send(FrameKind.QUESTION, id, writer);
            return answer.get();
        } catch (ExecutionException failure) {
            throw (RefusedException) failure.getCause();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RefusedException("The script was stopped while it waited for an answer of the server");
        } finally {
            open.remove(id);
        }
    }

    /** As `ask`, for an answer of several values; null when there is nothing. */
    List<?> askForList(String question, Object... arguments) throws RefusedException {
        return (List<?>) ask(question, arguments);
    }

    /** As `ask`, for an answer that is text; null when there is nothing. */
    String askForText(String question, Object... arguments) throws RefusedException {
        return (String) ask(question, arguments);
    }

    void answer(int id, ValueReader answer) {
        CompletableFuture<Object> waiting = open.get(id);
        if (waiting != null) waiting.complete(answer.readValue());
    }

    void refuse(int id, String reason) {
        CompletableFuture<Object> waiting = open.get(id);
        if (waiting != null) waiting.completeExceptionally(new RefusedException(reason));
    }
}
