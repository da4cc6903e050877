/** Answers what a flat is worth, with the model that is live. */
package fr.toise.predict;
