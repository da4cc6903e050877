package fr.toise.service.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** The body of an answer that is not a success, after RFC 9457. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String type, String title, int status, String detail, List<Violation> violations) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** What the types of our own problems begin with. */
    private static final String TYPES = "urn:toise:problem:";

    /** @param word last word of a type URI, in kebab-case */
    public static String type(String word) {
        return TYPES + word;
    }

    /** The last word of its type; all of it where that is none of ours. */
    public String word() {
        return type.replace(TYPES, "");
    }

    /**
     * One thing that is wrong with a request.
     *
     * @param field       path of the field, {@code location.latitude}
     * @param value       what was sent; null when nothing was
     * @param expected    what would have been right
     * @param suggestions what would do in its place, where some of that is known
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Violation(
            String field,
            Object value,
            String expected,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<?> suggestions) {

        public Violation(String field, Object value, String expected) {
            this(field, value, expected, List.of());
        }
    }
}
