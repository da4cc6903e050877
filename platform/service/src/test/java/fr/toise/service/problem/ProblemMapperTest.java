package fr.toise.service.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class ProblemMapperTest {

    @Test
    void aBodyThatEndsWhileItIsAnsweredIsNoErrorOfOurs() {
        // When
        var answer = new ProblemMapper().refused(new WebApplicationException(new IOException("its sender has gone")));

        // Then
        assertThat(answer.getStatus()).isEqualTo(400);
    }

    @Test
    void aDocumentThatCantBeReadIsNamed() {
        // Given
        var broken = new UncheckedIOException(
                "Failed to read s3://toise-model/flats/champion.json as Champion",
                new JsonParseException(null, "Unexpected end-of-input"));

        // When
        var answer = new ProblemMapper().broken(broken);

        // Then
        assertThat(answer.getStatus()).isEqualTo(500);
        assertThat(answer.getEntity()).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.detail())
                .contains("s3://toise-model/flats/champion.json"));
    }

    @Test
    void whatElseGoesWrongIsInTheLogOnly() {
        // When
        var answer = new ProblemMapper().broken(new UncheckedIOException("Failed", new IOException("disk")));

        // Then
        assertThat(answer.getEntity()).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.title())
                .isEqualTo("Internal error"));
    }
}
