package sluice.host;

import com.sap.it.api.msglog.MessageLogFactory;
import java.util.Set;

/** A compiled script. Calls share nothing but what the script itself makes static. */
interface Program {
    /** Names of the functions that can be called; for JavaScript those that can be seen without running it. */
    Set<String> functions();

    /** Runs the script from its top, then the function with the message. Throws whatever the script throws. */
    void call(String function, ExchangeMessage message, MessageLogFactory logs) throws Throwable;

    /** Where the script finds its classes and resources. */
    ClassLoader loader();

    /** Lets go of everything, so that its classes can be unloaded. */
    void release();
}
