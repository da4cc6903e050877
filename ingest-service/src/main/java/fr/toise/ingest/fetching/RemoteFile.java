package fr.toise.ingest.fetching;

import java.net.http.HttpHeaders;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Objects;
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

    /** Whether two answers are about the same bytes, as far as the server says: ETags differ between the machines of some sites. */
    boolean sameAs(RemoteFile other) {
        if (eTag != null && eTag.equals(other.eTag)) {
            return true;
        }
        if (lastModified == null && other.lastModified == null) {
            return eTag == null || other.eTag == null;
        }
        return Objects.equals(lastModified, other.lastModified) && size == other.size;
    }
}
