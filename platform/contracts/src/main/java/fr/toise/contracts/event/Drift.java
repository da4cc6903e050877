package fr.toise.contracts.event;

import java.util.Objects;

/**
 * How a dataset version differs from the one before it.
 *
 * @param rowsRatio             rows now over rows before
 * @param medianPricePerSquareMetreRatio median €/m² now over before
 */
public record Drift(String previousVersion, double rowsRatio, double medianPricePerSquareMetreRatio) {

    public Drift {
        Objects.requireNonNull(previousVersion, "previousVersion");
    }
}
