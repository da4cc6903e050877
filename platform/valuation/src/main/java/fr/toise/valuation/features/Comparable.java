package fr.toise.valuation.features;

import fr.toise.valuation.sales.Sale;

/**
 * An earlier sale near by, of a flat of a similar size.
 *
 * @param distance m
 */
public record Comparable(Sale sale, double distance) {}
