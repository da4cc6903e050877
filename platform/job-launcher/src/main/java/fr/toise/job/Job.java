package fr.toise.job;

import java.util.Map;
import java.util.Objects;

/**
 * One run of a program elsewhere.
 *
 * @param name        derived from what the job makes, so that the same work always has the same name
 * @param mainClass   of the program
 * @param arguments   a record, handed over as JSON
 * @param environment beside what the service's own environment holds; secrets go here, never into the arguments
 */
public record Job(String name, String mainClass, Object arguments, Map<String, String> environment) {

    public Job {
        Objects.requireNonNull(mainClass, "mainClass");
        Objects.requireNonNull(arguments, "arguments");
        if (!name.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")) {
            throw new IllegalArgumentException(
                    "Job name '" + name + "' is not a DNS label: expected at most 63 of a-z, 0-9 and '-'");
        }
        environment = Map.copyOf(environment);
    }
}
