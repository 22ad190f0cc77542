package sluice.host;

import java.lang.reflect.Method;

/**
 * Scripts are written for a Java that has no module walls: Groovy 2.4 calls methods of internal classes (a parsed document, a
 * zone rule, a URL connection) by reflection. The start command opens `java.lang`; this opens the rest.
 */
final class OpenModules {
    private OpenModules() {}

    static void openAll() throws ReflectiveOperationException {
        Method open = Module.class.getDeclaredMethod("implAddOpensToAllUnnamed", String.class);
        open.setAccessible(true);
        for (Module module : ModuleLayer.boot().modules()) for (String name : module.getPackages()) open.invoke(module, name);
    }
}
