package fr.toise.valuation.bundle;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What a bundle is.
 *
 * @param dataThrough    last day on which sales were dense enough to carry the market's level
 * @param heldOutFrom    first day whose sales the measured networks have not learned from
 * @param learnedThrough last day whose sales the served networks have learned from
 * @param minimumArea    m²; smaller flats were not learned from
 * @param maximumArea    m²; larger flats were not learned from
 */
public record Description(
        String model,
        String version,
        String dataset,
        String datasetVersion,
        boolean madeUp,
        Instant trainedAt,
        LocalDate dataThrough,
        LocalDate heldOutFrom,
        LocalDate learnedThrough,
        double minimumArea,
        double maximumArea) {}
