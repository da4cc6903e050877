/** What the network is told of a flat, from sales strictly before the day of the estimate. */
package fr.toise.valuation.features;
