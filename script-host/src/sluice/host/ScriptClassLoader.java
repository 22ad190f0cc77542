package sluice.host;

import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovySystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.runtime.InvokerHelper;

/** Classes of one script and of the scripts that it imports. */
final class ScriptClassLoader extends GroovyClassLoader {
    private final Artifact artifact;

    ScriptClassLoader(Artifact artifact, CompilerConfiguration configuration) {
        super(artifact.loader(), configuration, false);
        this.artifact = artifact;
        setResourceLoader(artifact::findScript);
    }

    @Override
    public URL findResource(String name) {
        return artifact.findFile(name);
    }

    /** Groovy's registry of meta classes is global: it would keep every class of every version alive. */
    void release() {
        for (Class<?> type : getLoadedClasses()) {
            GroovySystem.getMetaClassRegistry().removeMetaClass(type);
            InvokerHelper.removeClass(type);
        }
        clearCache();
        try {
            close();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
