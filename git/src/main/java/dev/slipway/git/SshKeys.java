package dev.slipway.git;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** SSH keys as OpenSSH writes them. */
public final class SshKeys {

  private static final int ED25519_BITS = 256;

  private SshKeys() {}

  /**
   * A key pair as texts. {@code toString} doesn't show the private half.
   *
   * @param privateKey in OpenSSH's format (PROTOCOL.key), without a passphrase
   * @param publicKey in the one-line form of authorized_keys (sshd(8)), with a comment
   */
  public record Pair(String privateKey, String publicKey) {
    @Override
    public String toString() {
      return "Pair[" + publicKey + "]";
    }
  }

  /**
   * Makes an Ed25519 key.
   *
   * @param comment ends the public line; without line breaks
   */
  public static Pair generate(String comment) {
    try {
      KeyPair pair = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, ED25519_BITS);
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, comment, null, text);
      return new Pair(
          text.toString(StandardCharsets.US_ASCII),
          PublicKeyEntry.toString(pair.getPublic()) + " " + comment);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("this Java can't make Ed25519 keys", e);
    }
  }

  /**
   * Checks that a text is a private key that can be used.
   *
   * @return the text
   * @throws IllegalArgumentException when it isn't; the message doesn't show it
   */
  public static String checkedPrivateKey(String text) {
    try {
      if (!read(text).isEmpty()) {
        return text;
      }
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // The parser's message may quote the key, so nothing of it goes on.
      throw unreadable();
    }
    throw unreadable();
  }

  /**
   * Checks that a text holds known_hosts lines (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT").
   *
   * @return the text
   * @throws IllegalArgumentException when it doesn't
   */
  public static String checkedKnownHosts(String text) {
    try {
      if (!KnownHostEntry.readKnownHostEntries(new StringReader(text), true).isEmpty()) {
        return text;
      }
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("holds a line that is none of known_hosts", e);
    }
    throw new IllegalArgumentException(
        "holds no known_hosts line; ssh-keyscan prints those of a host");
  }

  /** The key pairs that a text holds. */
  static List<KeyPair> read(String text) throws IOException, GeneralSecurityException {
    String complete = text.endsWith("\n") ? text : text + "\n";
    Iterable<KeyPair> pairs =
        SecurityUtils.loadKeyPairIdentities(
            null,
            () -> "the source's SSH key",
            new ByteArrayInputStream(complete.getBytes(StandardCharsets.UTF_8)),
            null);
    List<KeyPair> keys = new ArrayList<>();
    if (pairs != null) {
      pairs.forEach(keys::add);
    }
    return keys;
  }

  private static IllegalArgumentException unreadable() {
    return new IllegalArgumentException("must be an OpenSSH private key without a passphrase");
  }
}
