package fr.toise.ingest.fetching;

import fr.toise.ingest.fetching.SourceException.Reason;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The only hosts that anything is fetched from.
 *
 * @param names {@code host} for every port of it, or {@code host:port}
 */
public record AllowedHosts(Set<String> names) {

    public static final String KEY = "toise.ingestion.allowed-hosts";

    public AllowedHosts {
        names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** @throws SourceException when nothing may be fetched from there */
    public URI check(URI uri) throws SourceException {
        if (!"https".equals(uri.getScheme()) && !"http".equals(uri.getScheme())) {
            throw new SourceException(Reason.HOST_NOT_ALLOWED, "Refused " + uri + ": expected an http or https URL");
        }
        if (uri.getHost() == null || uri.getUserInfo() != null) {
            throw new SourceException(
                    Reason.HOST_NOT_ALLOWED,
                    "Refused a URL of " + uri.getHost() + ": expected a host, and no user name or password");
        }
        var host = uri.getHost().toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
        if (!names.contains(host) && !names.contains(host + ":" + port)) {
            throw new SourceException(
                    Reason.HOST_NOT_ALLOWED,
                    "Refused " + uri + ": the host " + host + " is not allowed. Add " + host + ":" + port + " to " + KEY
                            + " if sales may be fetched from it; now it is "
                            + names.stream().sorted().toList());
        }
        return uri;
    }
}
