/** Decides when to train, has it done elsewhere, and lets a model go live only if it is better than the live one. */
package fr.toise.train;
