package fr.toise.predict.live;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A version that was promoted and is not served.
 *
 * @param version null when {@code champion.json} itself can't be read
 */
@Schema(description = "A version that was promoted and is not served, because it did not prove itself")
public record Refusal(String version, String reason, Instant at) {}
