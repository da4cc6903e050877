package fr.toise.valuation.features;

import fr.toise.valuation.sales.Sale;

/** The sale nearest to a point, of all there are. */
public record NearestSale(Sale sale, double distanceMetres) {}
