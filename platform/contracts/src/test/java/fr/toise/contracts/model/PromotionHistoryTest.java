package fr.toise.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.contracts.model.Champion.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromotionHistoryTest {

    private final List<Champion> promotions = new ArrayList<>();

    private Champion live(String version, Cause cause) {
        var champion = new Champion(
                "m", version, null, false, "a test", Instant.EPOCH.plusSeconds(promotions.size()), cause, null);
        promotions.add(champion);
        return champion;
    }

    private List<String> before(Champion live) {
        return new PromotionHistory(promotions)
                .before(live).stream().map(Champion::version).toList();
    }

    @Test
    void theLastThatWasLiveIsTheFirst() {
        // Given
        live("a", Cause.GATE);
        live("b", Cause.PERSON);

        // When
        var before = before(live("c", Cause.GATE));

        // Then
        assertThat(before).containsExactly("b", "a");
    }

    @Test
    void whatWasRolledBackFromIsNoneOfThem() {
        // Given
        live("a", Cause.GATE);
        live("b", Cause.GATE);
        live("c", Cause.GATE);
        live("b", Cause.ROLLBACK);

        // When
        var before = before(live("d", Cause.GATE));

        // Then
        assertThat(before).containsExactly("b", "a");
    }

    @Test
    void whatWasRolledBackFromIsNoneOfThemAlsoWhereItWasLiveBefore() {
        // Given
        live("a", Cause.GATE);
        live("b", Cause.GATE);
        live("c", Cause.GATE);
        live("b", Cause.PERSON);

        // When
        var before = before(live("c", Cause.ROLLBACK));

        // Then
        assertThat(before).containsExactly("a");
    }

    @Test
    void whatIsLiveAgainIsNotBeforeItself() {
        // Given
        live("a", Cause.GATE);
        live("b", Cause.GATE);

        // When
        var before = before(live("a", Cause.PERSON));

        // Then
        assertThat(before).containsExactly("b");
    }

    @Test
    void whatACrashHasKeptFromBeingWrittenDownCounts() {
        // Given
        live("a", Cause.GATE);
        live("b", Cause.GATE);
        live("c", Cause.GATE);
        var live = live("b", Cause.ROLLBACK);
        promotions.remove(live);

        // When
        var before = before(live);

        // Then
        assertThat(before).containsExactly("a");
    }

    @Test
    void beforeTheFirstThereWasNothing() {
        assertThat(before(live("a", Cause.GATE))).isEmpty();
    }
}
