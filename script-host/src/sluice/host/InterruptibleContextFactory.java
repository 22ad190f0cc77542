package sluice.host;

import org.mozilla.javascript.Context;
import org.mozilla.javascript.ContextFactory;

/** JavaScript that notices when the time of its call is over. */
final class InterruptibleContextFactory extends ContextFactory {
    private static final int INSTRUCTIONS_BETWEEN_LOOKS = 100_000;

    @Override
    protected Context makeContext() {
        Context context = super.makeContext();
        context.setLanguageVersion(Context.VERSION_ES6);
        context.setGenerateObserverCount(true);
        context.setInstructionObserverThreshold(INSTRUCTIONS_BETWEEN_LOOKS);
        return context;
    }

    @Override
    protected void observeInstructionCount(Context context, int count) {
        if (Thread.currentThread().isInterrupted()) throw new Stopped();
    }

    /** An Error, which a script cannot catch. */
    private static final class Stopped extends Error {}
}
