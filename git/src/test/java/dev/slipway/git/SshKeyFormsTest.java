package dev.slipway.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.core.git.GitProvider;
import dev.slipway.core.protocol.BuildAssignment.Source;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SshKeyFormsTest {

  private static final String ED25519 = "ssh-ed25519";

  @TempDir Path folder;

  @Test
  void anEd25519KeyIsReadAsSshKeygenWritesIt() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/ssh-keygen")), "needs openssh-client to be installed");
    Path file = folder.resolve("key");
    Process keygen =
        new ProcessBuilder("ssh-keygen", "-q", "-N", "", "-t", "ed25519", "-f", file.toString())
            .redirectErrorStream(true)
            .start();
    assertEquals("", new String(keygen.getInputStream().readAllBytes(), StandardCharsets.UTF_8));

    List<KeyPair> keys = SshSessions.keys(source(Files.readString(file)));

    assertEquals(List.of(ED25519), keys.stream().map(KeyUtils::getKeyType).toList());
  }

  @Test
  void anEd25519KeyIsReadAsApacheSshdWritesIt() throws Exception {
    KeyPair made = SecurityUtils.getKeyPairGenerator(SecurityUtils.ED25519).generateKeyPair();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(made, "deploy", null, text);

    List<KeyPair> keys = SshSessions.keys(source(text.toString(StandardCharsets.UTF_8).strip()));

    assertEquals(1, keys.size());
    assertTrue(KeyUtils.compareKeys(made.getPublic(), keys.get(0).getPublic()));
  }

  @Test
  void aKeyWithAPassphraseIsRefusedWithWhatToDo() throws Exception {
    SourceException refused =
        assertThrows(
            SourceException.class,
            () -> SshSessions.keys(source("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n")));

    assertTrue(refused.getMessage().contains("without a passphrase"), refused.getMessage());
  }

  private static Source source(String key) {
    return new Source(GitProvider.GIT, "ssh://git@git.example.com/app.git", null, null, key, null);
  }
}
