package fr.toise.contracts.store;

import static org.assertj.core.api.Assertions.assertThat;

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
    void inputsDoNotRunIntoEachOther() {
        assertThat(ObjectLayout.nameFor(List.of("ab", "c"))).isNotEqualTo(ObjectLayout.nameFor(List.of("a", "bc")));
    }
}
