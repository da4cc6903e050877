/** What makes a flat dearer or cheaper than a typical one, in euros that add up. */
package fr.toise.valuation.contributions;
