package fr.toise.contracts.job;

import java.util.List;

/**
 * A sample of what one rule dropped, kept in quarantine: always the same one for the same input.
 *
 * @param rule   its name, in kebab-case
 * @param reason one sentence for a person
 * @param lines  of how many lines the sample was drawn
 */
public record RejectedLines(String rule, String reason, long lines, List<Sample> samples) {

    /**
     * One line.
     *
     * @param file {@code s3://bucket/key} that it was read from
     * @param line as it stands there, cut after 2,000 characters
     */
    public record Sample(String file, String line) {}
}
