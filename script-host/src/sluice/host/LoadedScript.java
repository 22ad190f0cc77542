package sluice.host;

/** A compiled script under its handle. */
record LoadedScript(String name, Program program, ClassLoader loader) {}
