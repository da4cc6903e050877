package fr.toise.cli.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorPasswordTest {

    @TempDir
    Path data;

    @Test
    void isMadeUpOnceAndReadableByItsOwnerOnly() throws Exception {
        // When
        var password = OperatorPassword.ofOrNew(data);

        // Then
        assertThat(password).isNotBlank().isEqualTo(OperatorPassword.ofOrNew(data));
        assertThat(data.toFile().list()).containsExactly("operator-password");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("operator-password"))))
                .isEqualTo("rw-------");
    }

    @Test
    void isNotEmpty() throws Exception {
        // Given
        var file = Files.createFile(data.resolve("operator-password"));

        // When
        assertThatThrownBy(() -> OperatorPassword.ofOrNew(data))
                // Then
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("remove the file");
    }
}
