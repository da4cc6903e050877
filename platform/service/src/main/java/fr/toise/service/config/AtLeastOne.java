package fr.toise.service.config;

import org.eclipse.microprofile.config.spi.Converter;

/**
 * Reads a whole number from 1 on. For a service that has to start fast: one constraint of Bean Validation on its settings, and Quarkus looks
 * through all of them for more, its own among them.
 */
public final class AtLeastOne implements Converter<Integer> {

    @Override
    public Integer convert(String value) {
        try {
            int number = Integer.parseInt(value.trim());
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("'" + value + "' is not a whole number from 1 on");
    }
}
