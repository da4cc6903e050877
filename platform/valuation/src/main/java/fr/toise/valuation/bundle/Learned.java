package fr.toise.valuation.bundle;

import fr.toise.valuation.features.Encoding;
import fr.toise.valuation.features.SalesHistory;
import fr.toise.valuation.network.NetworkEnsemble;

/**
 * What training came to.
 *
 * @param history  every sale that is known, those of the hold-out too
 * @param served   networks that learned from all of them
 * @param measured networks that learned from those before the hold-out, with the same encoding
 */
public record Learned(
        SalesHistory history, Encoding encoding, NetworkEnsemble served, NetworkEnsemble measured, ErrorModel errors) {}
