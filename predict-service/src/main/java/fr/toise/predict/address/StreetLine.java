package fr.toise.predict.address;

import java.util.List;

/**
 * @param name as the sales spell it, {@code RUE TURGOT}
 * @param line from end to end
 */
record StreetLine(String name, List<Point> line) {}
