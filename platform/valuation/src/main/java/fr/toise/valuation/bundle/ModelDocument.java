package fr.toise.valuation.bundle;

import fr.toise.valuation.features.FeatureScaling;
import fr.toise.valuation.network.NetworkShape;
import java.util.List;

/**
 * The content of {@code model.json}: all that the model learned but the parameters of its networks.
 *
 * @param targetScale what one unit of the networks' output is, in log €/m² over the market's level
 * @param sizeBands   ascending; the last one has no bound
 */
record ModelDocument(
        Description description,
        NetworkShape shape,
        int networks,
        FeatureScaling scaling,
        double targetScale,
        List<SizeBand> sizeBands) {

    static final String FILE = "model.json";
    static final String SALES = "sales.parquet";
    static final String GOLDEN_ROWS = "golden.json";

    ModelDocument {
        sizeBands = List.copyOf(sizeBands);
    }
}
