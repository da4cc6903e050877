/** From a question about a flat to an estimate, or to what is wrong with the question. */
package fr.toise.predict.estimate;
