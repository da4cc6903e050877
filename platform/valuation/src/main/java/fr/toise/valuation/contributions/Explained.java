package fr.toise.valuation.contributions;

import fr.toise.valuation.Valuation;

/** What a flat is worth, and why. */
public record Explained(Valuation valuation, Contributions contributions) {}
