package fr.toise.ingest.fetching;

import java.net.http.HttpHeaders;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * What a server says about a file without sending it.
 *
 * @param eTag         null where it has none
 * @param lastModified null where it does not say
 * @param size         bytes; -1 where it does not say
 */
public record RemoteFile(String eTag, Instant lastModified, long size) {

    /** As HTTP wants it; the JDK's RFC 1123 writes days before the tenth with one digit. */
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    static RemoteFile of(HttpHeaders headers) {
        return new RemoteFile(
                headers.firstValue("ETag").filter(value -> !value.isBlank()).orElse(null),
                headers.firstValue("Last-Modified").map(RemoteFile::date).orElse(null),
                headers.firstValueAsLong("Content-Length").orElse(-1));
    }

    private static Instant date(String value) {
        try {
            return ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** For If-Range; a weak ETag does not promise the same bytes. */
    Optional<String> validator() {
        if (eTag != null && !eTag.startsWith("W/")) {
            return Optional.of(eTag);
        }
        return Optional.ofNullable(lastModified).map(time -> HTTP_DATE.format(time.atZone(ZoneOffset.UTC)));
    }

    /** Whether two answers are about the same bytes, for all that the server says. */
    boolean maybeSameAs(RemoteFile other) {
        boolean undated = lastModified == null && other.lastModified == null;
        return provesSameAs(other) || undated && (eTag == null || other.eTag == null);
    }

    /** Whether the server says that it is the same file. ETags differ between the machines of some sites, and then its date tells. */
    public boolean provesSameAs(RemoteFile other) {
        if (eTag != null && eTag.equals(other.eTag)) {
            return true;
        }
        boolean sizesAgree = size == other.size || size < 0 || other.size < 0;
        return lastModified != null && lastModified.equals(other.lastModified) && sizesAgree;
    }
}
