package fr.toise.cleaning.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ValuesTest {

    private static Values of(String... words) {
        var values = new Values(2);
        Stream.of(words).forEach(values::add);
        return values;
    }

    @Test
    void givesUpWhereThereAreTooMany() {
        assertThat(of("a", "b", "a").counts()).containsEntry("a", 2L).containsEntry("b", 1L);
        assertThat(of("a", "b", "c", "a").counts()).isEmpty();
        assertThat(of("a", "b", "c", "a").top(10)).isNull();
    }

    @Test
    void whatGaveUpStaysSoInWhateverOrderItIsPutTogether() {
        // Given
        var few = of("a");
        var many = of("a", "b", "c");
        var others = of("b", "c");

        // When
        few.merge(many);
        many.merge(of("a"));
        others.merge(of("a"));

        // Then
        assertThat(Stream.of(few, many, others))
                .allSatisfy(values -> assertThat(values.counts()).isEmpty());
    }
}
