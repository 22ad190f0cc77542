package sluice.host;

import com.sap.it.api.msglog.MessageLogFactory;
import groovy.lang.GroovyObject;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;

/** A compiled script. Calls share nothing but what the script itself makes static. */
interface Program {
    /** Names of the functions that can be called; for JavaScript those that can be seen without running it. */
    Set<String> functions();

    /** Runs the script from its top, then the function with the message. Throws whatever the script throws. */
    void call(String function, ExchangeMessage message, MessageLogFactory logs) throws Throwable;

    /** The functions of a Groovy script with their parameters; nothing for other languages. */
    default List<Method> methods() {
        return List.of();
    }

    /** A Groovy script, run from its top, whose functions can be called. */
    default GroovyObject newInstance(MessageLogFactory logs) throws Throwable {
        throw new UnsupportedOperationException("Only a Groovy script has mapping functions");
    }

    /** Where the script finds its classes and resources. */
    ClassLoader loader();

    /** Lets go of everything, so that its classes can be unloaded. */
    void release();
}
