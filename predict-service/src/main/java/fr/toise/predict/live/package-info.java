/** Keeps the promoted model in memory, and swaps it for the next without a failed request. */
package fr.toise.predict.live;
