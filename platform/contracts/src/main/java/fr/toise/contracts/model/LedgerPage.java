package fr.toise.contracts.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The ledger of one model that is or was live.
 *
 * @param promotedAt null when what was written of it can't be read
 * @param holdOut    what was measured before it went live; null when it is not kept any more
 * @param entries    what it says of later sales, the newest first
 */
public record LedgerPage(
        String version, boolean live, Instant promotedAt, Measures holdOut, List<LedgerEntry> entries) {

    public LedgerPage {
        Objects.requireNonNull(version, "version");
        entries = List.copyOf(entries);
    }
}
