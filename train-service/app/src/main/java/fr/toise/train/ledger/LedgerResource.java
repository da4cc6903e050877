package fr.toise.train.ledger;

import fr.toise.contracts.model.LedgerPage;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The accuracy ledger, to read. */
@Path("/api/v1/ledger")
@Tag(name = "Models")
public class LedgerResource {

    private final Ledger ledger;

    LedgerResource(Ledger ledger) {
        this.ledger = ledger;
    }

    @GET
    @Operation(
            summary =
                    "What every model that was live says of later sales, held against what was paid; the last one first")
    public List<LedgerPage> pages() {
        return ledger.pages();
    }
}
