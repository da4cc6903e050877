package fr.toise.contracts.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectLayoutTest {

    @Test
    void theSameInputsGiveTheSameName() {
        assertThat(ObjectLayout.nameFor(List.of("a", "b")))
                .isEqualTo(ObjectLayout.nameFor(List.of("a", "b")))
                .matches("[0-9a-f]{16}");
    }

    @Test
    void anUpgradeFindsWhatWasMadeBeforeUnderTheSameName() {
        assertThat(ObjectLayout.nameFor(List.of("a", "b"))).isEqualTo("8fb20ef63ced4145");
        assertThat(ObjectLayout.nameFor(List.of("rue d'Été"))).isEqualTo("81f0d83121e0624d");
    }

    @Test
    void inputsDoNotRunIntoEachOther() {
        assertThat(ObjectLayout.nameFor(List.of("ab", "c"))).isNotEqualTo(ObjectLayout.nameFor(List.of("a", "bc")));
    }

    @Test
    void promotionsAreListedInTheOrderOfTime() {
        var early = ObjectLayout.promotion("m", Instant.parse("2026-01-02T03:04:05Z"), "f");
        var late = ObjectLayout.promotion("m", Instant.parse("2026-01-02T03:04:05.020Z"), "a");

        assertThat(early).isEqualTo("m/promotions/20260102T030405000Z-f.json").isLessThan(late);
    }
}
