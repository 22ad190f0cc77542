package sluice.host;

import java.util.Set;
import javax.xml.transform.Result;
import net.sf.saxon.Configuration;
import net.sf.saxon.lib.EnvironmentVariableResolver;
import net.sf.saxon.lib.FeatureKeys;
import net.sf.saxon.lib.OutputURIResolver;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.trans.XPathException;

/** A Saxon of its own for each stylesheet, which reaches the files of one artifact and nothing else. */
final class ConfinedProcessor {
    private ConfinedProcessor() {}

    static Processor of(ArtifactResolver resolver, ClassLoader classes) {
        Processor processor = new Processor(false);
        Configuration configuration = processor.getUnderlyingConfiguration();
        configuration.setURIResolver(resolver);
        configuration.setUnparsedTextURIResolver(resolver);
        configuration.setOutputURIResolver(new NoOutput());
        configuration.setCollectionFinder((context, uri) -> {
            throw new XPathException("There are no collections of documents");
        });
        configuration.setConfigurationProperty(FeatureKeys.ENVIRONMENT_VARIABLE_RESOLVER, new NoEnvironment());
        for (ExchangeFunction function : ExchangeFunction.ALL) processor.registerExtensionFunction(function);
        processor.registerExtensionFunction(new EvaluateFunction(processor));
        configuration.getBuiltInExtensionLibraryList().addFunctionLibrary(new JavaFunctionLibrary(classes));
        return processor;
    }

    private static final class NoOutput implements OutputURIResolver {
        @Override
        public OutputURIResolver newInstance() {
            return this;
        }

        @Override
        public Result resolve(String href, String base) throws XPathException {
            throw new XPathException("A mapping has one result: xsl:result-document cannot write " + href);
        }

        @Override
        public void close(Result result) {}
    }

    private static final class NoEnvironment implements EnvironmentVariableResolver {
        @Override
        public Set<String> getAvailableEnvironmentVariables() {
            return Set.of();
        }

        @Override
        public String getEnvironmentVariable(String name) {
            return null;
        }
    }
}
