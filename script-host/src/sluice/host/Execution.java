package sluice.host;

/** What a call does with its script. */
interface Execution {
    /** Reads the rest of the frame, calls the function and writes the whole answer, also for a script that fails. */
    ValueWriter execute(LoadedScript script, String function, ValueReader reader, ObjectTable objects);
}
