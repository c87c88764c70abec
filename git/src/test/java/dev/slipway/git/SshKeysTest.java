package dev.slipway.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SshKeysTest {

  @Test
  void aKeyIsMadeInOpenSshsForms() {
    SshKeys.Pair key = SshKeys.generate("slipway:acme/app");

    assertTrue(key.privateKey().startsWith("-----BEGIN OPENSSH PRIVATE KEY-----"));
    assertTrue(
        key.publicKey().matches("ssh-ed25519 [A-Za-z0-9+/=]{68} slipway:acme/app"),
        key.publicKey());
    assertEquals(key.privateKey(), SshKeys.checkedPrivateKey(key.privateKey()));
    assertFalse(key.toString().contains("PRIVATE"));
    assertNotEquals(key.publicKey(), SshKeys.generate("slipway:acme/app").publicKey());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "canary",
        "-----BEGIN OPENSSH PRIVATE KEY-----\ncanary\n-----END OPENSSH PRIVATE KEY-----\n",
        "ssh-ed25519 canary"
      })
  void whatIsNoPrivateKeyIsRefusedWithoutShowingIt(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> SshKeys.checkedPrivateKey(text));

    assertFalse(String.valueOf(e.getMessage()).contains("canary"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"git.example.com", "# nothing but a comment\n", "host ssh-ed25519 !!"})
  void whatIsNoKnownHostsLineIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> SshKeys.checkedKnownHosts(text));
  }

  @Test
  void aKnownHostsLineIsOne() {
    String line = "git.example.com " + SshKeys.generate("x").publicKey();

    assertEquals(line, SshKeys.checkedKnownHosts(line));
  }
}
