package fr.toise.predict.batch;

/**
 * A line of a batch.
 *
 * @param number of the line, as its sender counts
 * @param text   without its end; null when it was too long
 */
record Line(long number, String text) {}
