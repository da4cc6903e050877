package fr.toise.valuation.bundle;

import fr.toise.valuation.features.Encoding;
import fr.toise.valuation.features.HistorySettings;
import fr.toise.valuation.network.NetworkShape;

/** The content of {@code model.json}: all that the model learned but the parameters of its networks. */
record ModelDocument(
        Description description, NetworkShape shape, HistorySettings history, Encoding encoding, ErrorModel errors) {

    static final String FILE = "model.json";
    static final String GOLDEN_ROWS = "golden.json";
    /** Networks that learned from all sales. */
    static final String SERVED = "served.safetensors";
    /** Networks that learned from all but the hold-out, for which the measures are. */
    static final String MEASURED = "measured.safetensors";
}
