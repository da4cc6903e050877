/** From a flat and a day to an estimate: the same code in training and in serving. */
package fr.toise.valuation;
