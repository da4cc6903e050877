package fr.toise.bench.nation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A département, roughly as it is.
 *
 * @param longitude of its middle
 * @param latitude  of its middle
 * @param share     of the lines of a year, against those of the others
 * @param price     usual one of a flat, €/m²
 * @param flats     share of flats among the dwellings that are sold, 0 to 1
 * @param communes  that have sales
 */
record Department(
        String code, double longitude, double latitude, double share, double price, double flats, int communes) {

    static final String PARIS = "75";

    /** In the order of their codes. Those of which there are no official data are left out. */
    static List<Department> all() {
        try (var lines = new BufferedReader(new InputStreamReader(
                Department.class.getResourceAsStream("departments.csv"), StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(Department::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to read departments.csv", e);
        }
    }

    private static Department of(String line) {
        var fields = line.split(",");
        return new Department(
                fields[0],
                Double.parseDouble(fields[1]),
                Double.parseDouble(fields[2]),
                Double.parseDouble(fields[3]),
                Double.parseDouble(fields[4]),
                Double.parseDouble(fields[5]),
                Integer.parseInt(fields[6]));
    }

    boolean isParis() {
        return code.equals(PARIS);
    }
}
