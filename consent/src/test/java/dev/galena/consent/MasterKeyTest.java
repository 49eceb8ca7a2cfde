package dev.galena.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {

    private static final byte[] HERE = {1, 2, 3};
    private static final byte[] ELSEWHERE = {1, 2, 4};
    private static final byte[] PLAIN = "+12135550100".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    @Test
    void aKeyReadFromItsFileOpensWhatItSealed() throws IOException {
        var file = directory.resolve("master.json");
        var written = MasterKey.loadOrGenerate(file);
        var key = DataKey.fresh();
        byte[] wrapped = written.wrap(key, HERE);
        byte[] sealed = key.seal(PLAIN, HERE);
        var read = MasterKey.loadOrGenerate(file);
        assertThat(read.unwrap(wrapped, HERE).open(sealed, HERE)).isEqualTo(PLAIN);
        assertThat(read.lookup("phone", "+12135550100"))
                .isEqualTo(written.lookup("phone", "+12135550100"))
                .hasSize(16);
        assertThat(read.open(written.seal(PLAIN, HERE), HERE)).isEqualTo(PLAIN);
    }

    @Test
    void onlyItsOwnerMayReadTheFile() throws IOException {
        var file = directory.resolve("master.json");
        MasterKey.generate().save(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> MasterKey.load(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void aFileIsNeverReplacedAndNeverGuessedAt() throws IOException {
        var file = directory.resolve("master.json");
        MasterKey.generate().save(file);
        assertThatThrownBy(() -> MasterKey.generate().save(file)).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> MasterKey.load(directory.resolve("absent"))).isInstanceOf(IOException.class);
        for (var content : new String[] {"", "{}", "not json", "{\"format\":\"galena-master-key/1\"}"}) {
            Files.writeString(file, content);
            assertThatThrownBy(() -> MasterKey.load(file)).as(content).isInstanceOf(IOException.class);
        }
    }

    @Test
    void lookupsDifferByDomainValueAndKey() {
        var master = MasterKey.generate();
        assertThat(master.lookup("phone", "1")).isNotEqualTo(master.lookup("email", "1"));
        assertThat(master.lookup("phone", "1")).isNotEqualTo(master.lookup("phone", "2"));
        assertThat(master.lookup("phone", "1"))
                .isNotEqualTo(MasterKey.generate().lookup("phone", "1"));
    }

    @Test
    void whatIsSealedOpensOnlyUnderItsKeyAndInItsPlace() {
        var key = DataKey.fresh();
        byte[] sealed = key.seal(PLAIN, HERE);
        assertThat(key.open(sealed, HERE)).isEqualTo(PLAIN);
        assertThat(key.seal(PLAIN, HERE)).isNotEqualTo(sealed);
        assertThatIllegalArgumentException().isThrownBy(() -> key.open(sealed, ELSEWHERE));
        assertThatIllegalArgumentException().isThrownBy(() -> DataKey.fresh().open(sealed, HERE));
        assertThatIllegalArgumentException().isThrownBy(() -> key.open(new byte[5], HERE));
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatIllegalArgumentException().isThrownBy(() -> key.open(changed, HERE));
        }
        var master = MasterKey.generate();
        byte[] wrapped = master.wrap(key, HERE);
        assertThatIllegalArgumentException().isThrownBy(() -> master.unwrap(wrapped, ELSEWHERE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MasterKey.generate().unwrap(wrapped, HERE));
    }

    @Test
    void nothingSecretIsPrinted() {
        assertThat(MasterKey.generate().toString() + DataKey.fresh() + new Identity("+12135550100", "a@example.com"))
                .isEqualTo("MasterKey[hidden]DataKey[hidden]Identity[hidden]");
    }
}
