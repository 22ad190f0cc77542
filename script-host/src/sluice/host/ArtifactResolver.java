package sluice.host;

import com.sap.it.api.pd.BinaryData;
import com.sap.it.api.pd.PartnerDirectoryService;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.transform.Source;
import javax.xml.transform.URIResolver;
import net.sf.saxon.Configuration;
import net.sf.saxon.lib.UnparsedTextURIResolver;
import net.sf.saxon.trans.XPathException;
import org.xml.sax.XMLReader;

/**
 * Finds what a stylesheet or a schema includes, imports or reads: files of its own artifact, named relative to the file that
 * names them or by their path in the project, and binary parameters of the partner directory, which are named
 * `pd:<partner>:<parameter>:Binary`. Nothing else can be reached, neither other files nor a network.
 */
final class ArtifactResolver implements URIResolver, UnparsedTextURIResolver {
    static final String SCHEME = "artifact";
    private static final String RESOURCES = "src/main/resources/";
    private static final String DIRECTORY = "pd";
    private static final Pattern PARAMETER = Pattern.compile("(.+):([^:]+):Binary");

    private final Artifact artifact;
    private final String ownPath;
    private final byte[] own;

    /** The stylesheet or schema itself need not be a file of the artifact. */
    ArtifactResolver(Artifact artifact, String ownPath, byte[] own) {
        this.artifact = artifact;
        this.ownPath = ownPath;
        this.own = own;
    }

    /** The system id of a path below the resources. */
    static String uriOf(String path) {
        try {
            return new URI(SCHEME, null, "/" + path, null).toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The path behind a system id; any other text stays as it is. */
    static String pathOf(String systemId) {
        return systemId.startsWith(SCHEME + ":/") ? URI.create(systemId).getPath().substring(1) : systemId;
    }

    @Override
    public Source resolve(String href, String base) throws XPathException {
        URI target = locate(withoutFragment(href), base);
        return ConfinedXml.source(newReader(), read(target), target.toString());
    }

    @Override
    public Reader resolve(URI uri, String encoding, Configuration configuration) throws XPathException {
        Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
        return new InputStreamReader(new ByteArrayInputStream(read(uri)), charset);
    }

    /** How the files of this stylesheet are parsed. */
    XMLReader newReader() {
        return new EvaluateFilter(ConfinedXml.newReader());
    }

    private static String withoutFragment(String href) {
        int fragment = href.indexOf('#');
        return fragment < 0 ? href : href.substring(0, fragment);
    }

    /** Where the reference leads from the system id of the file that it stands in. */
    static URI locate(String href, String base) throws XPathException {
        if (href.startsWith(DIRECTORY + ":")) return directoryUri(href);
        String slashed = href.replace('\\', '/');
        int project = slashed.indexOf(RESOURCES);
        if (project >= 0) return URI.create(uriOf(slashed.substring(project + RESOURCES.length())));
        try {
            return slashed.isEmpty() ? new URI(base) : new URI(base).resolve(relative(slashed));
        } catch (URISyntaxException malformed) {
            throw new XPathException("'" + href + "' names no file: " + malformed.getReason());
        }
    }

    private static URI directoryUri(String reference) throws XPathException {
        try {
            return new URI(DIRECTORY, reference.substring(DIRECTORY.length() + 1), null);
        } catch (URISyntaxException malformed) {
            throw new XPathException("'" + reference + "' names no parameter: " + malformed.getReason());
        }
    }

    /** Blanks and the like may stand as they are. */
    private static URI relative(String href) throws URISyntaxException {
        try {
            return new URI(href);
        } catch (URISyntaxException unescaped) {
            return new URI(null, null, href, null);
        }
    }

    byte[] read(URI uri) throws XPathException {
        if (DIRECTORY.equals(uri.getScheme())) return readParameter(uri.getSchemeSpecificPart());
        if (!SCHEME.equals(uri.getScheme())) throw new XPathException(uri + " is no file of the artifact, and nothing else is read");
        String path = uri.getPath().substring(1);
        byte[] content = path.equals(ownPath) ? own : artifact.file(path);
        if (content == null) throw new XPathException("The artifact has no file " + path);
        return content;
    }

    private static byte[] readParameter(String reference) throws XPathException {
        Matcher parts = PARAMETER.matcher(reference);
        if (!parts.matches()) throw new XPathException("'pd:" + reference + "' is not of the form pd:<partner>:<parameter>:Binary");
        BinaryData found = ApiRegistry.find(PartnerDirectoryService.class).getParameter(parts.group(2), parts.group(1), BinaryData.class);
        if (found != null) return found.getData();
        throw new XPathException("The partner " + parts.group(1) + " has no binary parameter " + parts.group(2));
    }
}
