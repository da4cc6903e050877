package fr.toise.service.problem;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProblemMapperTest {

    @Test
    void aBodyThatEndsWhileItIsAnsweredIsNoErrorOfOurs() {
        // When
        var answer = new ProblemMapper().refused(new WebApplicationException(new IOException("its sender has gone")));

        // Then
        assertThat(answer.getStatus()).isEqualTo(400);
    }
}
